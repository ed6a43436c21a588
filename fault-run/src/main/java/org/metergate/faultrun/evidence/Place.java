// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/** Where readings arrive, with what is promised there. */
public enum Place {
  /** The file of the journal. */
  JOURNAL("the journal", true, false),
  /** The files of the output {@code csv}. */
  CSV("CSV", true, false),
  /** The messages that the broker passes on. */
  MQTT("MQTT", true, true),
  /** The lines that a database is sent. */
  INFLUX("InfluxDB", true, true),
  /** The posts that an HTTP server is sent. */
  POST("HTTP posts", true, true),
  /** Datagrams: only what is present, and nothing is sent again. */
  UDP("UDP", false, false);

  private final String words;
  private final boolean complete;
  private final boolean repeats;

  Place(String words, boolean complete, boolean repeats) {
    this.words = words;
    this.complete = complete;
    this.repeats = repeats;
  }

  /** Returns its name in a sentence. */
  public String words() {
    return words;
  }

  /** Returns whether every reading must arrive. */
  public boolean complete() {
    return complete;
  }

  /** Returns whether a reading may come twice after a broken connection, a kill or a decision. */
  public boolean repeats() {
    return repeats;
  }
}
