// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Unit;

/**
 * Lists with a {@link Description} of their values (Landis+Gyr, Iskra, Energomera): the values
 * follow in the order of the description. A list is refused where the two do not match in number,
 * and where a value cannot be what its place says, since then every value may be another one.
 * Without a scaler in the list the raw integer is kept and no value is derived.
 */
final class DescribedList {
  private record Place(Description.Entry entry, Element value) {}

  private final Slots slots;
  private final List<Place> places;
  private final Map<Obis, ScalerUnit> scales = new HashMap<>();

  private DescribedList(Slots slots, List<Place> places) {
    this.slots = slots;
    this.places = places;
  }

  /**
   * Finds the values of a list.
   *
   * @return nothing where the list has no description.
   * @throws MalformedException where description and values do not match in number.
   */
  static Optional<DescribedList> of(List<Element> elements, Slots slots) throws MalformedException {
    for (int i = 0; i < elements.size(); i++) {
      Optional<Description> description = Description.of(elements.get(i), slots.message());
      if (description.isPresent()) {
        List<Description.Entry> entries = description.get().entries();
        boolean byPlace = entries.size() == elements.size();
        int first = byPlace ? 0 : clocksInFront(elements.subList(0, i), slots);
        List<Element> rest = elements.subList(first, elements.size());
        return Optional.of(new DescribedList(slots, places(entries, rest, i - first)));
      }
    }
    boolean enclosed = elements.size() == 1 && elements.get(0) instanceof Element.Group;
    return enclosed ? of(((Element.Group) elements.get(0)).elements(), slots) : Optional.empty();
  }

  /** Adds the values; false where the list has none that is a single value. */
  boolean read() throws MalformedException {
    readScales();
    readValues();
    return !slots.all().isEmpty();
  }

  /** Finds the value of each entry; the description at its own place has none. */
  private static List<Place> places(
      List<Description.Entry> entries, List<Element> elements, int description)
      throws MalformedException {
    if (entries.size() == elements.size() && entries.get(description).isDescription()) {
      return pairs(without(entries, description), without(elements, description));
    }
    if (description > 0) {
      throw new MalformedException("the description is not at the place that it names");
    }
    List<Element> values = without(elements, description);
    List<Description.Entry> described = entries;
    int itself = 0;
    while (itself < entries.size() && !entries.get(itself).isDescription()) {
      itself++;
    }
    if (itself < entries.size()) {
      described = without(entries, itself);
    }
    if (described.size() != 1
        && values.size() == 1
        && values.get(0) instanceof Element.Group inner) {
      values = inner.elements();
    }
    if (described.size() != values.size()) {
      throw new MalformedException(
          "the list describes " + described.size() + " values and has " + values.size());
    }
    return pairs(described, values);
  }

  /** Adds the clocks that some lists have in front of the description, if nothing else is there. */
  private static int clocksInFront(List<Element> front, Slots slots) throws MalformedException {
    for (Element element : front) {
      if (!(element instanceof Element.Leaf leaf && slots.holdsTime(leaf))) {
        return 0;
      }
    }
    for (int i = 0; i < front.size(); i++) {
      slots.add(Name.clockAt(i), (Element.Leaf) front.get(i), null, Scaling.OPEN);
    }
    return front.size();
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
  }

  private static List<Place> pairs(List<Description.Entry> entries, List<Element> values) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      places.add(new Place(entries.get(i), values.get(i)));
    }
    return places;
  }

  private void readScales() throws MalformedException {
    for (Place place : places) {
      if (place.entry.isScale() && !isNull(place.value)) {
        Obis code = place.entry.code();
        if (!ScalerUnit.is(place.value)) {
          throw misplaced(place.entry, "scaler and unit");
        }
        scales.put(code, ScalerUnit.of(place.value, slots.message(), code.toString()));
      }
    }
  }

  private void readValues() throws MalformedException {
    for (Place place : places) {
      Description.Entry entry = place.entry;
      if (isNull(place.value) || entry.isScale()) {
        continue;
      }
      requireKind(entry, place.value);
      // a complex attribute has no single value, and a logical name repeats the entry
      if (place.value instanceof Element.Leaf leaf && !entry.isLogicalName()) {
        add(entry, leaf);
      }
    }
  }

  private void requireKind(Description.Entry entry, Element value) throws MalformedException {
    Element.Leaf leaf = value instanceof Element.Leaf single ? single : null;
    if (entry.isDescription() && leaf != null) {
      throw misplaced(entry, "a description");
    }
    if (entry.isLogicalName() && (leaf == null || !isCode(leaf, entry.code()))) {
      throw misplaced(entry, "its logical name");
    }
    if (entry.isMeasured() && (leaf == null || !Types.isNumber(leaf.type()))) {
      throw misplaced(entry, "a number");
    }
    if (entry.isClock() && (leaf == null || leaf.length() != DateTimes.LENGTH)) {
      throw misplaced(entry, "a date and time");
    }
  }

  private boolean isCode(Element.Leaf leaf, Obis code) {
    return leaf.mayBeObis() && Obis.at(slots.message(), leaf.offset()).equals(code);
  }

  private static MalformedException misplaced(Description.Entry entry, String expected) {
    return new MalformedException(
        "attribute " + entry.attribute() + " of " + entry.code() + " should be " + expected);
  }

  private void add(Description.Entry entry, Element.Leaf leaf) throws MalformedException {
    Name name = name(entry);
    ScalerUnit scale = scales.get(entry.code());
    if (entry.isMeasured()) {
      boolean known = scale != null;
      slots.add(name, leaf, known ? scale.unit() : null, known ? scale.scaling() : Scaling.OPEN);
    } else if (entry.code().isElectricity() && entry.isPlainData()) {
      slots.add(name, leaf, null, Scaling.OPEN); // an object without a scaler, but a measured value
    } else {
      slots.add(name, leaf, Unit.NONE, new Scaling.Known(0));
    }
  }

  /** The code alone for the value, and for what else is the only attribute of its object here. */
  private Name name(Description.Entry entry) {
    Name name = Name.of(entry.code());
    boolean alone =
        entry.index() == 0
            && Registers.quantity(entry.code()).isEmpty()
            && places.stream().filter(p -> isOf(p.entry, entry.code())).count() == 1;
    if (entry.isValue() || alone) {
      return name;
    }
    String index = entry.index() == 0 ? "" : "/" + entry.index();
    return Name.ofAttribute(entry.code(), entry.attribute() + index);
  }

  private static boolean isOf(Description.Entry entry, Obis code) {
    return entry.code().equals(code) && !entry.isLogicalName() && !entry.isScale();
  }

  private static boolean isNull(Element element) {
    return element instanceof Element.Leaf leaf && leaf.isNull();
  }
}
