// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.util.Arrays;
import java.util.HexFormat;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.ShortFrame;
import org.metergate.spi.dialogue.Request;

/**
 * The questions that this driver can ask (EN 13757-2): none of them changes a value or a setting of
 * a meter, and no other can be created.
 *
 * @param frame what is sent: SND_NKE, REQ_UD2, or the selection of a meter.
 * @param answer the kind of frame that answers it: a data frame for REQ_UD2, else an
 *     acknowledgement.
 */
public record MbusRequest(MbusFrame frame, Class<? extends MbusFrame> answer)
    implements Request<MbusFrame> {
  /** The address of the meter that was selected. */
  public static final int SELECTED = 0xFD;

  /** The address to which every meter answers, for a line with one meter. */
  public static final int ANY = 0xFE;

  /** The highest address that a meter can have. */
  public static final int HIGHEST = 250;

  /** SND_NKE: the next request starts again with the first telegram. */
  private static final int RESET = 0x40;

  /** REQ_UD2 without and with the frame count bit. */
  private static final int DATA = 0x5B;

  private static final int FRAME_COUNT_BIT = 0x20;

  /** SND_UD with the frame count bit. */
  private static final int SEND = 0x73;

  /** CI: selection of a meter. */
  private static final int SELECT = 0x52;

  /** DIF and VIF of the fabrication number. */
  private static final byte[] FABRICATION = {0x0C, 0x78};

  /** Checks that it only reads. */
  public MbusRequest {
    if (!onlyReads(frame)) {
      throw new IllegalArgumentException("no question that only reads: " + frame);
    }
  }

  private static boolean onlyReads(MbusFrame frame) {
    if (frame instanceof ShortFrame asked) {
      int control = asked.control();
      return control == RESET || (control & ~FRAME_COUNT_BIT) == DATA;
    }
    return frame instanceof LongFrame sent
        && sent.control() == SEND
        && sent.address() == SELECTED
        && sent.information() == SELECT;
  }

  /**
   * Creates SND_NKE: the meter acknowledges, and its next answer is the first telegram; sent to
   * {@link #SELECTED}, no meter is selected any more.
   *
   * @param address 0 to 250, {@link #SELECTED} or {@link #ANY}.
   * @return the request.
   */
  public static MbusRequest reset(int address) {
    return new MbusRequest(new ShortFrame(RESET, address), Acknowledgement.class);
  }

  /**
   * Creates REQ_UD2: the meter sends its values.
   *
   * @param address as for {@link #reset}.
   * @param next the frame count bit: set in the first request after a reset, then changed after
   *     each good answer; if it is not changed, the meter repeats its telegram.
   * @return the request.
   */
  public static MbusRequest data(int address, boolean next) {
    return new MbusRequest(
        new ShortFrame(next ? DATA | FRAME_COUNT_BIT : DATA, address), LongFrame.class);
  }

  /**
   * Creates the selection of a meter, which then answers to {@link #SELECTED}.
   *
   * @param wanted which.
   * @return the request; every meter that matches acknowledges it.
   */
  public static MbusRequest select(SecondaryAddress wanted) {
    byte[] digits = HexFormat.of().parseHex(wanted.digits());
    byte[] data = new byte[8];
    for (int i = 0; i < 4; i++) {
      data[i] = digits[3 - i]; // the identification, its last digits first
    }
    System.arraycopy(digits, 4, data, 4, 4);
    if (!wanted.fabrication().isEmpty()) {
      byte[] number = HexFormat.of().parseHex(wanted.fabrication());
      data = Arrays.copyOf(data, 14);
      System.arraycopy(FABRICATION, 0, data, 8, 2);
      for (int i = 0; i < 4; i++) {
        data[10 + i] = number[3 - i];
      }
    }
    return new MbusRequest(new LongFrame(SEND, SELECTED, SELECT, data), Acknowledgement.class);
  }

  @Override
  public byte[] bytes() {
    return frame.bytes();
  }

  /** A meter that is asked by its address must give it in the answer. */
  @Override
  public boolean isAnsweredBy(MbusFrame received) {
    if (received instanceof LongFrame data && frame instanceof ShortFrame asked) {
      return answer == LongFrame.class
          && data.isResponse()
          && (asked.address() > HIGHEST || data.address() == asked.address());
    }
    return answer.isInstance(received) && answer == Acknowledgement.class;
  }
}
