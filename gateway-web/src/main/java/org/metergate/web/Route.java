// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.metergate.web.html.Visitor;

/**
 * A path of the page's server, answered by another component. Called from the threads of the page,
 * several at once, for visitors that may read.
 */
public interface Route {

  /**
   * Returns the path.
   *
   * @return begins with a slash and has no other, so that all addresses in a page can be relative:
   *     {@code /metrics}; the API is the exception.
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
   * Returns whether this changes something. Then it is answered for POST alone, to visitors with
   * the role for it, after their token against forged requests was compared; the fields are those
   * of the form.
   *
   * @return false unless overridden.
   */
  default boolean changes() {
    return false;
  }

  /**
   * Returns whether a person reads the answer, so that a visitor without a session is led to the
   * log-in; a program gets a status code.
   *
   * @return false unless overridden.
   */
  default boolean isForPeople() {
    return false;
  }

  /**
   * Answers a request.
   *
   * @param request what is asked for.
   * @return the whole answer; an exception becomes a 500 without details.
   */
  Answer answer(Request request);

  /**
   * A request that may be answered.
   *
   * @param fields the decoded parameters of the query or the form; of several with the same name,
   *     the first.
   * @param accepted the media types of the Accept header, without their qualities, the preferred
   *     one first; empty if it has none.
   * @param visitor who asks.
   */
  record Request(Map<String, String> fields, List<String> accepted, Visitor visitor) {

    /** Copies the collections. */
    public Request {
      fields = Map.copyOf(fields);
      accepted = List.copyOf(accepted);
    }

    /**
     * A request of somebody at this machine, who accepts every form.
     *
     * @param fields the parameters.
     * @return the request.
     */
    public static Request local(Map<String, String> fields) {
      return new Request(fields, List.of(), Visitor.LOCAL);
    }
  }

  /**
   * An answer.
   *
   * @param status 200 to 599.
   * @param contentType of the body.
   * @param headers in addition to those of every answer, for example {@code Location}.
   * @param body never changed.
   */
  record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    /**
     * An answer without further headers.
     *
     * @param status 200 to 599.
     * @param contentType of the body.
     * @param body never changed.
     */
    public Answer(int status, String contentType, byte[] body) {
      this(status, contentType, Map.of(), body);
    }

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

    /**
     * Creates a page for people.
     *
     * @param status 200 to 599.
     * @param body a whole document.
     * @return the answer.
     */
    public static Answer html(int status, String body) {
      return new Answer(status, "text/html;charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Leads to another page.
     *
     * @param address relative to the path of the request.
     * @return the answer, after which a browser reads that page with GET.
     */
    public static Answer seeOther(String address) {
      return new Answer(303, "text/plain;charset=utf-8", Map.of("Location", address), new byte[0]);
    }
  }
}
