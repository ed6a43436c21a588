// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.metergate.spi.dialogue.Request;

/** The question to the meter with an address: {@code ?5}. */
record Question(String address) implements Request<Answer> {
  @Override
  public byte[] bytes() {
    return ("?" + address + "\n").getBytes(US_ASCII);
  }

  @Override
  public boolean isAnsweredBy(Answer answer) {
    return answer.address().equals(address);
  }
}
