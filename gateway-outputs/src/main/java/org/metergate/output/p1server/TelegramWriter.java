// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.metergate.output.served.Channel;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.reading.Unit;

/**
 * Writes a meter as a P1 telegram (P1 companion standard of DSMR 5.0.2; the records of totals as in
 * the Swedish and Luxembourg texts). A record is there if its value is: nothing is written that was
 * not measured. Numbers have the meter's digits, and the standard's number of decimals at least.
 *
 * <p>The order of the records is that of the standard. Channels come last: water, heat if it is
 * wanted, gas at the end, since some readers take the last channel for gas. Pure functions; any
 * thread.
 */
public final class TelegramWriter {
  /** What fits into one segment of Ethernet; many readers expect a telegram in one piece. */
  static final int MOST_BYTES = 1460;

  private static final Unit GJ = new Unit("GJ", "GJ");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMddHHmmss");
  private static final String LINE = "\r\n";
  private static final int TARIFFS = 4;
  private static final int MOST_NAME = 32;
  private static final int MOST_IDENTIFIER = 48;

  /** More decimals than any meter has; a dropped-in driver may have made them. */
  private static final int MOST_DECIMALS = 6;

  private static final int MOST_DIGITS = 12;

  private final StringBuilder text = new StringBuilder(MOST_BYTES);
  private final Snapshot meter;
  private final Profile profile;
  private final ZoneId zone;

  private TelegramWriter(Snapshot meter, Profile profile, ZoneId zone) {
    this.meter = meter;
    this.profile = profile;
    this.zone = zone;
  }

  /**
   * How a telegram is written.
   *
   * @param name of the meter in the first line; other characters than letters, digits, dots, dashes
   *     and underscores are left out.
   * @param profile which records.
   * @param zone of the times.
   * @param heat whether channels of heat and cooling are written.
   * @param installation 32 hexadecimal digits, which stand for the numbers of meters that are not
   *     told where the profile needs one.
   */
  public record Form(
      String name, Profile profile, ZoneId zone, boolean heat, String installation) {}

  /**
   * Writes a telegram.
   *
   * @param meter as it is now.
   * @param form how.
   * @return from the slash to the end of the line with the checksum, at most 1460 bytes; channels
   *     that do not fit are left out.
   */
  public static byte[] write(Snapshot meter, Form form) {
    List<Channel> channels =
        meter.channels().stream()
            .filter(
                channel ->
                    form.heat()
                        || channel.kind() == Channel.Kind.WATER
                        || channel.kind() == Channel.Kind.GAS)
            .toList();
    for (int left = 0; ; left++) {
      TelegramWriter writer = new TelegramWriter(meter, form.profile(), form.zone());
      byte[] telegram = writer.write(form, channels.subList(left, channels.size()));
      if (telegram.length <= MOST_BYTES || left == channels.size()) {
        return telegram;
      }
    }
  }

  private byte[] write(Form form, List<Channel> channels) {
    text.append("/MGT5\\").append(plain(form.name(), MOST_NAME));
    if (!meter.identifier().isEmpty()) {
      text.append('-').append(plain(meter.identifier(), MOST_NAME));
    }
    text.append(LINE).append(LINE);
    if (profile == Profile.DSMR5) {
      text.append("1-3:0.2.8(50)").append(LINE);
    }
    text.append("0-0:1.0.0(").append(stamp(meter.time())).append(')').append(LINE);
    identifier("0-0:96.1.1", meter.identifier(), own(form, ""));
    energies("1-0:1.8.", "energy_import");
    energies("1-0:2.8.", "energy_export");
    tariff();
    power("1-0:1.7.0", meter.powerIn("", Unit.KW));
    power("1-0:2.7.0", meter.powerOut("", Unit.KW));
    phases();
    channels.forEach(channel -> channel(channel, form));
    text.append('!');
    byte[] covered = text.toString().getBytes(StandardCharsets.US_ASCII);
    text.append(checksum(covered)).append(LINE);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns the checksum as it stands behind the exclamation mark.
   *
   * @param telegram from the slash to the exclamation mark.
   * @return four hexadecimal digits in upper case.
   */
  static String checksum(byte[] telegram) {
    return "%04X".formatted(Crc16.ARC.of(telegram));
  }

  /** Only what no reader takes for the end of the line or of the telegram. */
  private static String plain(String name, int most) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "");
    return plain.substring(0, Math.min(most, plain.length()));
  }

  /** Readers of DSMR 5 tell meters apart by their numbers, and take none without. */
  private String own(Form form, String channel) {
    String random = form.installation();
    return profile == Profile.TOTAL || random.isEmpty()
        ? ""
        : "METERGATE-" + random.substring(0, Math.min(12, random.length())) + channel;
  }

  private void identifier(String register, String number, String otherwise) {
    String told = plain(number, MOST_IDENTIFIER).isEmpty() ? otherwise : number;
    String plain = plain(told, MOST_IDENTIFIER);
    if (!plain.isEmpty()) {
      String hex =
          HexFormat.of().withUpperCase().formatHex(plain.getBytes(StandardCharsets.US_ASCII));
      text.append(register).append('(').append(hex).append(')').append(LINE);
    }
  }

  private void energies(String register, String quantity) {
    Optional<BigDecimal> total = meter.value(quantity, Unit.KWH);
    energy(register + 0, total);
    if (profile == Profile.TOTAL) {
      return;
    }
    boolean tariffs = false;
    for (int tariff = 1; tariff <= TARIFFS; tariff++) {
      Optional<BigDecimal> one = meter.value(quantity + "_t" + tariff, Unit.KWH);
      energy(register + tariff, one);
      tariffs |= one.isPresent();
    }
    if (!tariffs) {
      energy(register + 1, total);
    }
  }

  private void energy(String register, Optional<BigDecimal> kilowattHours) {
    number(register, kilowattHours, profile.energyDigits(), 3, "kWh");
  }

  private void tariff() {
    meter
        .tariff()
        .filter(now -> profile == Profile.DSMR5 && now.matches("\\d{1,4}"))
        .ifPresent(
            now -> text.append("0-0:96.14.0(%04d)".formatted(Integer.parseInt(now))).append(LINE));
  }

  private void power(String register, Optional<BigDecimal> kilowatts) {
    number(register, kilowatts, profile.powerDigits(), 3, "kW");
  }

  private void phases() {
    for (int phase = 1; phase <= 3; phase++) {
      number("1-0:" + (12 + 20 * phase) + ".7.0", of("voltage", phase, Unit.V), 3, 1, "V");
    }
    for (int phase = 1; phase <= 3; phase++) {
      number("1-0:" + (11 + 20 * phase) + ".7.0", of("current", phase, Unit.A), 3, 2, "A");
    }
    for (int phase = 1; phase <= 3; phase++) {
      power("1-0:" + (1 + 20 * phase) + ".7.0", meter.powerIn("_l" + phase, Unit.KW));
    }
    for (int phase = 1; phase <= 3; phase++) {
      power("1-0:" + (2 + 20 * phase) + ".7.0", meter.powerOut("_l" + phase, Unit.KW));
    }
  }

  private Optional<BigDecimal> of(String quantity, int phase, Unit unit) {
    return meter.value(quantity + "_l" + phase, unit);
  }

  private void channel(Channel channel, Form form) {
    boolean energy = channel.kind() == Channel.Kind.HEAT || channel.kind() == Channel.Kind.COOLING;
    String value = channel.value().in(energy ? GJ : Unit.M3).map(it -> digits(it, 5, 3)).orElse("");
    if (value.isEmpty()) {
      return;
    }
    String register = "0-" + channel.number() + ":";
    text.append(register).append("24.1.0(%03d)".formatted(channel.kind().type())).append(LINE);
    identifier(register + "96.1.0", channel.identifier(), own(form, "-" + channel.number()));
    text.append(register).append("24.2.1(").append(stamp(channel.value().at())).append(")(");
    text.append(value).append('*').append(energy ? "GJ" : "m3").append(')').append(LINE);
  }

  private void number(
      String register, Optional<BigDecimal> number, int before, int decimals, String unit) {
    String digits = number.map(it -> digits(it, before, decimals)).orElse("");
    if (!digits.isEmpty()) {
      text.append(register).append('(').append(digits).append('*').append(unit).append(')');
      text.append(LINE);
    }
  }

  /**
   * Writes a number with at least as many digits as the standard has, and no fewer decimals than
   * the meter.
   *
   * @return an empty text for a negative or absurd number, which the standard cannot express.
   */
  private static String digits(BigDecimal number, int before, int decimals) {
    if (number.signum() < 0 || number.precision() - number.scale() > MOST_DIGITS) {
      return "";
    }
    int scale = Math.max(decimals, Math.min(number.scale(), MOST_DECIMALS));
    String plain = number.setScale(scale, RoundingMode.DOWN).toPlainString();
    int point = plain.indexOf('.');
    return "0".repeat(Math.max(0, before - point)) + plain;
  }

  /** Local time with a letter for summer or winter, which tells the two hours of autumn apart. */
  private String stamp(Instant at) {
    boolean summer = zone.getRules().isDaylightSavings(at);
    return STAMP.format(at.atZone(zone)) + (summer ? 'S' : 'W');
  }
}
