// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.metergate.spi.codec.MalformedException;

/**
 * Decodes plain messages (data-notifications) into measurements. The result depends on the bytes
 * and the scales alone; the kept shapes of the last lists only save work. One thread.
 */
public final class ListDecoder {
  /** A meter has two lists; a few more for one whose texts change. */
  private static final int MAX_SHAPES = 8;

  /** Three letters of the manufacturer and a number, with which lists of Iskra begin. */
  private static final Pattern METER_NUMBER = Pattern.compile("[A-Z]{3}\\d{8,}");

  private final Scales scales;
  private final List<Shape> shapes = new ArrayList<>();

  /**
   * Creates a decoder with scales for lists that contain none.
   *
   * @param scales from the options.
   */
  public ListDecoder(Scales scales) {
    this.scales = scales;
  }

  /**
   * Decodes a message.
   *
   * @param bytes contains it; the result does not refer to them.
   * @param offset of the {@code 0F}.
   * @param length of the whole message, without trailing bytes.
   * @return the telegram, or that the list is unknown.
   * @throws MalformedException stating what is wrong with the message.
   */
  public Decoded decode(byte[] bytes, int offset, int length) throws MalformedException {
    Shape shape = known(bytes, offset, length);
    if (shape != null) {
      return shape.read(bytes, offset);
    }
    byte[] message = Arrays.copyOfRange(bytes, offset, offset + length);
    Notification notification;
    try {
      notification = Notification.parse(message);
    } catch (MalformedException e) {
      OptionalInt untagged = UntaggedNames.count(message);
      if (untagged.isEmpty()) {
        throw e;
      }
      return new Decoded.UnnamedList(
          untagged.getAsInt() + " values whose names have no types, as Sagemcom and ZPA send them");
    }
    List<Element> elements = notification.root().elements();
    Slots slots = new Slots(message, notification.time());
    if (!read(elements, slots)) {
      return unread(elements, slots);
    }
    shape = new Shape(message, notification.time(), slots.all(), scales.power());
    Decoded.Telegram telegram = shape.read(message, 0);
    remember(shape);
    return telegram;
  }

  /**
   * Returns whether bytes have the structure of a message up to the last byte, which random bytes
   * from a wrong key never have.
   *
   * @param message the whole message.
   * @return whether it can be decoded; its list may still be unknown.
   */
  public boolean plausible(byte[] message) {
    if (known(message, 0, message.length) != null) {
      return true;
    }
    try {
      Notification.parse(message);
      return true;
    } catch (MalformedException e) {
      return UntaggedNames.count(message).isPresent();
    }
  }

  private Shape known(byte[] bytes, int offset, int length) {
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).matches(bytes, offset, length)) {
        return shapes.get(i);
      }
    }
    return null;
  }

  private void remember(Shape shape) {
    if (shapes.size() == MAX_SHAPES) {
      shapes.remove(0);
    }
    shapes.add(shape);
  }

  private boolean read(List<Element> elements, Slots slots) throws MalformedException {
    String first = firstText(elements, slots);
    if (first.startsWith(KamstrupList.NAMES)) {
      KamstrupList.read(elements, scales, slots);
      return true;
    }
    if (first.equals(KaifaList.NAME)) {
      return KaifaList.read(elements, slots);
    }
    Optional<DescribedList> described = DescribedList.of(elements, slots);
    return described.isPresent()
        ? described.get().read()
        : KaifaList.readList1(elements, slots) || SelfDescribing.read(elements, slots);
  }

  private static String firstText(List<Element> elements, Slots slots) {
    boolean text =
        !elements.isEmpty()
            && elements.get(0) instanceof Element.Leaf leaf
            && Types.isString(leaf.type());
    return text ? slots.text((Element.Leaf) elements.get(0)) : "";
  }

  private static Decoded unread(List<Element> elements, Slots slots) {
    String first = firstText(elements, slots);
    if (METER_NUMBER.matcher(first).matches()) {
      String manufacturer = first.substring(0, 3);
      return new Decoded.UnnamedList(elements.size() + " values in the order of " + manufacturer);
    }
    if (!elements.isEmpty()
        && elements.get(0) instanceof Element.Leaf leaf
        && leaf.mayBeObis()
        && Obis.at(slots.message(), leaf.offset()).isPushSetup()) {
      Obis list = Obis.at(slots.message(), leaf.offset());
      return new Decoded.UnnamedList(elements.size() - 1 + " values in the order of list " + list);
    }
    return new Decoded.UnknownList(first.isEmpty() ? elements.size() + " elements" : first);
  }
}
