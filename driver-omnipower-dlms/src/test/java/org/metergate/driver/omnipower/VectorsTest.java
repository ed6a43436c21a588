// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.metergate.kit.Vectors;

class VectorsTest {
  @TestFactory
  Stream<DynamicTest> readsFromEachStreamWhatItsFileSays() throws IOException {
    return Vectors.tests(VectorsTest.class, new OmnipowerDriverProvider());
  }
}
