// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.time.Duration;
import java.util.Map;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

/** The result of a request, and what that means for its content. */
public sealed interface HttpAnswer {
  /** How long to wait where the operator has to do something, as with a wrong password. */
  Duration OPERATOR = Duration.ofSeconds(10);

  /** The server has it. */
  record Accepted() implements HttpAnswer {}

  /**
   * The server will never accept it.
   *
   * @param status 400, 409 or 422.
   * @param said the beginning of its answer.
   */
  record Refused(int status, String said) implements HttpAnswer {

    /**
     * Converts this for a server that has never accepted anything: the reason is not what was sent.
     *
     * @param server host and port, for people.
     * @return to be sent again when the operator has acted.
     */
    public Later always(String server) {
      return later(HttpFindings.REFUSES_ALL, server, status, said, OPERATOR);
    }
  }

  /** The request is too large. */
  record TooLarge() implements HttpAnswer {}

  /**
   * It did not arrive, or is not accepted now.
   *
   * @param reason what is in the way.
   * @param notBefore how long to wait at least.
   */
  record Later(Finding reason, Duration notBefore) implements HttpAnswer {}

  /**
   * Interprets a status code (RFC 9110, section 15; RFC 6585 for 429).
   *
   * @param server host and port, for people.
   * @param status 100 to 599.
   * @param said the beginning of the answer.
   * @param retryAfter what the server asked for; zero where it did not.
   * @return what it means.
   */
  static HttpAnswer of(String server, int status, String said, Duration retryAfter) {
    if (status >= 200 && status < 300) {
      return new Accepted();
    }
    return switch (status) {
      case 400, 409, 422 -> new Refused(status, said);
      case 413 -> new TooLarge();
      case 401, 403, 407 -> later(HttpFindings.LOGIN_REFUSED, server, status, said, OPERATOR);
      case 404, 405, 410 -> later(HttpFindings.NOT_FOUND, server, status, said, OPERATOR);
      case 408, 429, 503 -> later(HttpFindings.BUSY, server, status, said, retryAfter);
      default -> later(HttpFindings.FAILS, server, status, said, retryAfter);
    };
  }

  private static Later later(
      FindingCode code, String server, int status, String said, Duration notBefore) {
    Map<String, String> parameters =
        Map.of("server", server, "status", Integer.toString(status), "said", said);
    return new Later(new Finding(code, parameters), notBefore);
  }
}
