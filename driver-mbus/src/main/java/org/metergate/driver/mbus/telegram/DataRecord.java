// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;
import java.util.List;

/**
 * One record of a telegram.
 *
 * @param head what it says before its data; the same object in many records.
 * @param raw the data as on the wire; not copied.
 * @param content the data decoded.
 */
public record DataRecord(RecordHead head, byte[] raw, Content content) {

  /** Returns {@link RecordHead#key}. */
  public String key() {
    return head.key();
  }

  /** Returns {@link RecordHead#function}. */
  public Function function() {
    return head.function();
  }

  /** Returns {@link RecordHead#storage}. */
  public long storage() {
    return head.storage();
  }

  /** Returns {@link RecordHead#tariff}. */
  public long tariff() {
    return head.tariff();
  }

  /** Returns {@link RecordHead#subunit}. */
  public long subunit() {
    return head.subunit();
  }

  /** Returns {@link RecordHead#vif}. */
  public Vif vif() {
    return head.vif();
  }

  /** Returns {@link RecordHead#vifes}. */
  public List<Vife> vifes() {
    return head.vifes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataRecord same
        && head.equals(same.head)
        && Arrays.equals(raw, same.raw)
        && content.equals(same.content);
  }

  @Override
  public int hashCode() {
    return 31 * head.key().hashCode() + Arrays.hashCode(raw);
  }
}
