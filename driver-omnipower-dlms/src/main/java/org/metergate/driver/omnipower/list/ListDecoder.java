// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metergate.spi.codec.MalformedException;

/**
 * Decodes plain messages (data-notifications) into measurements. The result depends on the bytes
 * and the scales alone; the kept shapes of the last lists only save work. One thread.
 */
public final class ListDecoder {
  /** A meter has two lists; a few more for one whose texts change. */
  private static final int MAX_SHAPES = 8;

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
    Notification notification = Notification.parse(message);
    List<Element> elements = notification.root().elements();
    Slots slots = new Slots(message);
    if (!read(elements, slots)) {
      return new Decoded.UnknownList(nameOf(elements, slots));
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
      return false;
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
    return first.equals(KaifaList.NAME)
        ? KaifaList.read(elements, slots)
        : SelfDescribing.read(elements, slots);
  }

  private static String firstText(List<Element> elements, Slots slots) {
    boolean text =
        !elements.isEmpty()
            && elements.get(0) instanceof Element.Leaf leaf
            && Types.isString(leaf.type());
    return text ? slots.text((Element.Leaf) elements.get(0)) : "";
  }

  private static String nameOf(List<Element> elements, Slots slots) {
    String first = firstText(elements, slots);
    return first.isEmpty() ? elements.size() + " elements" : first;
  }
}
