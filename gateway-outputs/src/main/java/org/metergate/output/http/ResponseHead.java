// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

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
   * @param connection on which it came, where the server wants to keep that; empty where it closes.
   */
  record Whole(int status, String said, Duration retryAfter, Optional<Object> connection) {}

  private final CompletableFuture<Whole> whole = new CompletableFuture<>();
  private final byte[] kept = new byte[BYTES];
  private final Consumer<Object> closing;
  private volatile boolean hasBegun;
  private int length;

  /**
   * Waits for an answer.
   *
   * @param closing is given the connection as soon as the server says that it will close that.
   */
  ResponseHead(Consumer<Object> closing) {
    this.closing = closing;
  }

  /** Returns whether the server has begun to answer. */
  boolean hasBegun() {
    return hasBegun;
  }

  Whole await() throws InterruptedException, ExecutionException {
    return whole.get(); // the request has a time limit of its own
  }

  @Override
  public void onBegin(Response response) {
    hasBegun = true;
  }

  @Override
  public void onHeaders(Response response) {
    if (closes(response)) {
      closing.accept(response.getRequest().getConnection());
    }
  }

  /** RFC 9112, section 9.3: before HTTP/1.1 a connection is closed unless both agree to keep it. */
  private static boolean closes(Response response) {
    HttpFields fields = response.getHeaders();
    return fields.contains(HttpHeader.CONNECTION, "close")
        || response.getVersion().getVersion() < HttpVersion.HTTP_1_1.getVersion()
            && !fields.contains(HttpHeader.CONNECTION, "keep-alive");
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
            closes(response)
                ? Optional.empty()
                : Optional.of(response.getRequest().getConnection())));
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
