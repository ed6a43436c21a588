// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An additional path of the page's server, answered by another component. Called from the threads
 * of the page, several at once.
 */
public interface Route {

  /**
   * Returns the path.
   *
   * @return begins with a slash: {@code /metrics}.
   */
  String path();

  /**
   * Returns whether an answer may wait for the journal. Only a few such requests are answered at
   * once, so that the others always find a thread.
   *
   * @return false unless overridden.
   */
  default boolean waitsForJournal() {
    return false;
  }

  /**
   * Answers a request.
   *
   * @param query the decoded query parameters; of several with the same name, the first.
   * @return the whole answer; an exception becomes a 500 without details.
   */
  Answer answer(Map<String, String> query);

  /**
   * Answers a request in one of several forms.
   *
   * @param query as above.
   * @param accepted the media types of the request's Accept header, without their qualities, the
   *     preferred one first; empty if it has none.
   * @return as above; the only form unless overridden.
   */
  default Answer answer(Map<String, String> query, List<String> accepted) {
    return answer(query);
  }

  /**
   * An answer.
   *
   * @param status 200 to 599.
   * @param contentType of the body.
   * @param body never changed.
   */
  record Answer(int status, String contentType, byte[] body) {

    /**
     * Creates an answer in JSON.
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
