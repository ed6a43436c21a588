// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.request;

/** Requests the meter's serial number, CID 02h. */
public record GetSerialNumber() implements KmpRequest {
  /** The command. */
  public static final int COMMAND = 0x02;

  private static final int ANSWER = 4;

  @Override
  public int command() {
    return COMMAND;
  }

  @Override
  public byte[] data() {
    return new byte[0];
  }

  @Override
  public boolean isAnsweredBy(byte[] data) {
    return data.length == ANSWER;
  }
}
