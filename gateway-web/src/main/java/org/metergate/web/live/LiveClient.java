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

  private final String view;
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
   * @param view which page it is.
   * @param request is completed when the page is closed.
   * @param onClose is notified when the page is closed.
   */
  LiveClient(
      String view,
      Response response,
      Callback request,
      String build,
      Supplier<LiveSnapshot> picture,
      Supplier<String> now,
      Consumer<LiveClient> onClose) {
    this.view = view;
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

  /** Returns which page it is. */
  String view() {
    return view;
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
        return; // then the write ends it, or the stopping server aborts both
      }
    }
    request.succeeded();
  }

  @Override
  public void succeeded() {
    boolean over;
    synchronized (this) {
      writing = false;
      over = ended;
    }
    if (over) {
      request.succeeded();
    } else {
      advance();
    }
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
    if (sentVersion == current.version() && sentBeat == current.beat()) {
      return "";
    }
    LiveEvents events = new LiveEvents(now.get());
    events.update(build, current, sentVersion);
    if (sentBeat < current.beat()) {
      events.beat();
    }
    sentVersion = current.version();
    sentBeat = current.beat();
    return events.toString();
  }
}
