// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One more address below the page, answered by somebody else. Asked from the threads of the page,
 * several at once.
 */
public interface Route {

  /**
   * Returns the address.
   *
   * @return begins with a slash: {@code /metrics}.
   */
  String path();

  /**
   * Answers.
   *
   * @param query the parameters behind the question mark, decoded; of several of one name the
   *     first.
   * @return the whole answer; what is thrown becomes a 500 that tells nothing.
   */
  Answer answer(Map<String, String> query);

  /**
   * An answer.
   *
   * @param status 200 to 599.
   * @param contentType of the body.
   * @param body never changed.
   */
  record Answer(int status, String contentType, byte[] body) {

    /**
     * An answer in JSON.
     *
     * @param status 200 to 599.
     * @param body one value.
     * @return the answer.
     */
    public static Answer json(int status, String body) {
      return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
