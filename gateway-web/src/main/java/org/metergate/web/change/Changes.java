// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.change;

/** What can be changed on the page. Called from the threads of the page, several at once. */
public interface Changes {

  /**
   * Decides from a meter's display how much its counts are.
   *
   * @param meter its name.
   * @param reading what the display shows, in kWh, as written by a person.
   * @return what came of it.
   */
  Outcome scale(String meter, String reading);

  /**
   * What came of a change.
   *
   * @param done false if it was refused; then nothing has changed.
   * @param sentence for people: what was done, or why it was not and what to do.
   */
  record Outcome(boolean done, String sentence) {}
}
