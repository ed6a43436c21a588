// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.metergate.spi.driver.DriverProvider;

/** Checks that a correct driver passes the contract and its vectors. */
class ToyDriverTest extends DriverContract {

  @Override
  protected DriverProvider provider() {
    return new ToyDriver();
  }

  @Override
  protected List<Class<?>> findings() {
    return List.of(ToyDriver.class);
  }

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    return Vectors.tests(ToyDriverTest.class, provider());
  }
}
