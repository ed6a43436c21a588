// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.metergate.emulator.wire.RepeatedMessage;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/** Senders of other makers and other kinds, for which there is no emulated meter. */
final class OtherSenders {
  private static final Duration PUSH = Duration.ofSeconds(10);

  private OtherSenders() {}

  /** An Aidon of Norway or Sweden, which pushes a described list with even parity. */
  static EmulatedMeter aidon(long first) {
    LineSettings line = new LineSettings(2400, 8, LineSettings.Parity.EVEN, 1);
    return new RepeatedMessage(line, first, PUSH, OtherSenders::aidonList);
  }

  private static byte[] aidonList(int number) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(hex("E6E700 0F40000000 00 0106"));
    text(list, "0101000281FF", "AIDON_V0001");
    text(list, "0000600100FF", "7359992899999995");
    text(list, "0000600107FF", "6525");
    // structure of three: register, double long unsigned, structure of scale and unit (1B: W)
    list.writeBytes(hex("0203 0906 0100010700FF 06"));
    list.writeBytes(hex(String.format("%08X", 1200 + 7 * number)));
    list.writeBytes(hex("0202 0F00 161B"));
    list.writeBytes(hex("0203 0906 0100020700FF 06 00000000 0202 0F00 161B"));
    // long unsigned, tenths of volts
    list.writeBytes(hex("0203 0906 0100200700FF 12"));
    list.writeBytes(hex(String.format("%04X", 2310 + number % 20)));
    list.writeBytes(hex("0202 0FFF 1623"));
    return hdlc(hex("41 0883 13"), list.toByteArray());
  }

  private static void text(ByteArrayOutputStream list, String register, String text) {
    list.writeBytes(hex("0202 0906 " + register + " 0A"));
    list.write(text.length());
    list.writeBytes(text.getBytes(US_ASCII));
  }

  /** Format with the length, addresses and control, header check, content, frame check. */
  private static byte[] hdlc(byte[] addressesAndControl, byte[] content) {
    int length = 2 + addressesAndControl.length + 2 + content.length + 2;
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0xA0 | length >> 8);
    frame.write(length);
    frame.writeBytes(addressesAndControl);
    check(frame);
    frame.writeBytes(content);
    check(frame);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x7E);
    out.writeBytes(frame.toByteArray());
    out.write(0x7E);
    return out.toByteArray();
  }

  private static void check(ByteArrayOutputStream frame) {
    int check = Crc16.X25.of(frame.toByteArray());
    frame.write(check);
    frame.write(check >> 8);
  }

  /** A heat meter on the wired M-Bus, which a master that is not heard here asks. */
  static EmulatedMeter mbus(long first) {
    LineSettings line = new LineSettings(2400, 8, LineSettings.Parity.EVEN, 1);
    return new RepeatedMessage(line, first, PUSH, OtherSenders::mbusAnswer);
  }

  private static byte[] mbusAnswer(int number) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    // answer, address 1, variable data, number 12345678, maker KAM, version, heat, access, status
    data.writeBytes(hex("08 01 72 78563412 2D2C 1B 04"));
    data.write(number);
    data.writeBytes(hex("00 0000"));
    // energy in kWh, volume in litres, both eight digits; flow in l/h; temperatures in 0.1 K steps
    data.writeBytes(hex("0C06 35180300 0C13"));
    data.writeBytes(bcd(4_711_000 + number, 4));
    data.writeBytes(hex("0B3B"));
    data.writeBytes(bcd(312 + number % 9, 3));
    data.writeBytes(hex("0A5A 1407 0A5E 2504"));
    byte[] bytes = data.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x68, (byte) bytes.length, (byte) bytes.length, 0x68});
    out.writeBytes(bytes);
    int sum = 0;
    for (byte value : bytes) {
      sum += value;
    }
    out.write(sum);
    out.write(0x16);
    return out.toByteArray();
  }

  /** Decimal digits, two a byte, the lowest first. */
  private static byte[] bcd(int number, int length) {
    byte[] bytes = new byte[length];
    int rest = number;
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (rest % 10 | rest / 10 % 10 << 4);
      rest /= 100;
    }
    return bytes;
  }

  /** A meter that sends its readout by itself (IEC 62056-21, mode D). */
  static EmulatedMeter readout(long first) {
    LineSettings line = new LineSettings(2400, 7, LineSettings.Parity.EVEN, 1);
    return new RepeatedMessage(line, first, PUSH, OtherSenders::readoutText);
  }

  private static byte[] readoutText(int number) {
    String text =
        "/LGZ4ZMF100AC.M23\r\n\r\n"
            + "F.F(00)\r\n0.0.0(12345678)\r\n"
            + String.format(Locale.ROOT, "1.8.0(%08.1f*kWh)\r\n", 12_345.6 + number / 10.0)
            + "1.8.1(009876.5*kWh)\r\n1.8.2(002469.1*kWh)\r\n2.8.0(000000.0*kWh)\r\n"
            + "32.7.0(231.4*V)\r\n31.7.0(001.37*A)\r\n!\r\n";
    return text.getBytes(US_ASCII);
  }

  /** A Raspberry Pi whose console is on the port: it starts, and then asks who wants in. */
  static EmulatedMeter console(long first) {
    return new RepeatedMessage(
        LineSettings.eightNone(115_200), first, PUSH, number -> number == 0 ? boot() : login());
  }

  private static byte[] boot() {
    StringBuilder text = new StringBuilder();
    String[] lines = {
      "Booting Linux on physical CPU 0x0000000000",
      "Kernel command line: console=ttyS0,115200 console=tty1 root=PARTUUID=0badcafe-02",
      "usb 1-1: new high-speed USB device number 2 using dwc2",
      "systemd[1]: Started Journal Service.",
      "systemd[1]: Reached target Multi-User System."
    };
    for (int i = 0; i < 20; i++) {
      text.append(String.format("[%5d.%06d] %s\r\n", i / 4, i * 7919, lines[i % lines.length]));
    }
    return (text + new String(login(), US_ASCII)).getBytes(US_ASCII);
  }

  private static byte[] login() {
    return "\r\nDebian GNU/Linux 12 raspberrypi ttyAMA0\r\n\r\nraspberrypi login: "
        .getBytes(US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
