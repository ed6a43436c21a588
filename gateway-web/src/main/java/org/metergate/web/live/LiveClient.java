// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One open page. At most one write is in progress; what changes meanwhile is sent in its newest
 * state when the write has completed. It needs no thread of its own. Any thread.
 */
final class LiveClient implements Callback {
  private static final byte[] RETURN_LATER = "retry: 60000\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Response response;
  private final Callback request;
  private final String build;
  private final Supplier<LiveSnapshot> picture;
  private final Supplier<String> now;
  private final Consumer<LiveClient> onClose;
  private long sentVersion = -1;
  private long sentBeat;
  private final long opened = System.nanoTime();
  private boolean writing;
  private long writingSince;
  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param request is completed when the page is closed.
   * @param onClose is notified when the page is closed.
   */
  LiveClient(
      Response response,
      Callback request,
      String build,
      Supplier<LiveSnapshot> picture,
      Supplier<String> now,
      Consumer<LiveClient> onClose) {
    this.response = response;
    this.request = request;
    this.build = build;
    this.picture = picture;
    this.now = now;
    this.onClose = onClose;
    this.sentBeat = picture.get().beat();
  }

  /** Sends what is new, if anything, unless a write is in progress. */
  void advance() {
    String update;
    synchronized (this) {
      if (writing || ended) {
        return;
      }
      update = update(picture.get());
      writing = !update.isEmpty();
      writingSince = System.nanoTime();
    }
    if (!update.isEmpty()) {
      response.write(false, ByteBuffer.wrap(update.getBytes(StandardCharsets.UTF_8)), this);
    }
  }

  /** Returns when the page was opened, of {@link System#nanoTime}. */
  long opened() {
    return opened;
  }

  /** Returns for how many nanoseconds the page has accepted nothing of what it is sent. */
  synchronized long blockedFor() {
    return writing ? System.nanoTime() - writingSince : 0;
  }

  /**
   * Ends the stream in favour of another page: a browser polls meanwhile and reconnects after a
   * minute; a connection that accepts nothing is closed.
   */
  void giveWay() {
    boolean blocked;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      blocked = writing;
    }
    if (blocked) {
      response.getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
    } else {
      response.write(true, ByteBuffer.wrap(RETURN_LATER), request);
    }
  }

  /** Ends the stream; the browser reconnects by itself. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (writing) {
        return; // the stopping server aborts the write, and with it the request
      }
    }
    request.succeeded();
  }

  @Override
  public void succeeded() {
    synchronized (this) {
      writing = false;
    }
    advance();
  }

  /** The page was closed, or accepted nothing for longer than the idle timeout. */
  @Override
  public void failed(Throwable cause) {
    synchronized (this) {
      writing = false;
      ended = true;
    }
    onClose.accept(this);
    request.failed(cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private String update(LiveSnapshot current) {
    StringBuilder text = new StringBuilder();
    if (sentVersion < 0) {
      text.append("retry: 3000\n\n");
    }
    if (sentVersion < current.layout()) {
      event(text, "hello", build, current.ids());
    }
    for (LiveSnapshot.Shown shown : current.shown()) {
      if (shown.changed() > sentVersion) {
        event(text, "part", shown.pageFragment().html());
      }
    }
    if (sentBeat < current.beat()) {
      // the comment keeps proxies from timing out, the event shows the script that the stream works
      text.append(": heartbeat\n");
      event(text, "beat");
    }
    sentVersion = current.version();
    sentBeat = current.beat();
    return text.toString();
  }

  /**
   * Appends an event: its first data line is the gateway's time, from which the page computes ages.
   */
  private void event(StringBuilder text, String name, String... lines) {
    text.append("event: ").append(name).append("\ndata: ").append(now.get()).append('\n');
    for (String line : lines) {
      text.append("data: ").append(line).append('\n');
    }
    text.append('\n');
  }
}
