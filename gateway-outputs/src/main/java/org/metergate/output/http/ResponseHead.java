// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The beginning of an answer: enough to show people what a server says, however much it sends. The
 * client's threads fill it, the sender's thread waits for it.
 */
final class ResponseHead implements Response.Listener {
  private static final int BYTES = 2048;
  private static final int SHOWN = 200;
  private static final long LONGEST_SECONDS = 3600;

  /**
   * An answer that is complete.
   *
   * @param status 100 to 599.
   * @param said its beginning, on one line.
   * @param retryAfter zero where it does not ask to wait.
   * @param closes whether the server announced that it closes the connection.
   */
  record Whole(int status, String said, Duration retryAfter, boolean closes) {}

  private final CompletableFuture<Whole> whole = new CompletableFuture<>();
  private final byte[] kept = new byte[BYTES];
  private int length;

  Whole await() throws InterruptedException, ExecutionException {
    return whole.get(); // the request has a time limit of its own
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    int more = Math.min(content.remaining(), BYTES - length);
    content.get(kept, length, more);
    length += more;
    content.position(content.limit());
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      whole.completeExceptionally(result.getFailure());
      return;
    }
    Response response = result.getResponse();
    whole.complete(
        new Whole(
            response.getStatus(),
            said(),
            seconds(response.getHeaders().get(HttpHeader.RETRY_AFTER)),
            response.getHeaders().contains(HttpHeader.CONNECTION, "close")));
  }

  private String said() {
    String text =
        new String(kept, 0, length, StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    if (text.isEmpty()) {
      return "no explanation";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** RFC 9110, section 10.2.3; a date instead of seconds leaves the usual back-off. */
  private static Duration seconds(String retryAfter) {
    if (retryAfter == null || !retryAfter.matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(Math.min(Long.parseLong(retryAfter), LONGEST_SECONDS));
  }
}
