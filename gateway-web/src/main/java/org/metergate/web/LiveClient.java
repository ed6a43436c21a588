// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One open page. At most one write is under way; what changes meanwhile is sent in its newest state
 * when the write is done. It needs no thread of its own. Any thread.
 */
final class LiveClient implements Callback {
  private final Response response;
  private final Callback request;
  private final String build;
  private final Supplier<LivePicture> picture;
  private final Supplier<String> now;
  private final Consumer<LiveClient> gone;
  private long sentVersion = -1;
  private long sentBeat;
  private boolean writing;
  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param request is completed when the page is gone.
   * @param gone is told so.
   */
  LiveClient(
      Response response,
      Callback request,
      String build,
      Supplier<LivePicture> picture,
      Supplier<String> now,
      Consumer<LiveClient> gone) {
    this.response = response;
    this.request = request;
    this.build = build;
    this.picture = picture;
    this.now = now;
    this.gone = gone;
    this.sentBeat = picture.get().beat();
  }

  /** Sends what is new, if anything and if nothing is under way. */
  void advance() {
    String news;
    synchronized (this) {
      if (writing || ended) {
        return;
      }
      news = news(picture.get());
      writing = !news.isEmpty();
    }
    if (!news.isEmpty()) {
      response.write(false, ByteBuffer.wrap(news.getBytes(StandardCharsets.UTF_8)), this);
    }
  }

  /** Ends the stream; the browser will try again by itself. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (writing) {
        return; // the stopping server breaks the write off, and with it the request
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

  /** The page was closed, or took nothing for longer than the connection may idle. */
  @Override
  public void failed(Throwable cause) {
    synchronized (this) {
      writing = false;
      ended = true;
    }
    gone.accept(this);
    request.failed(cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private String news(LivePicture current) {
    StringBuilder text = new StringBuilder();
    if (sentVersion < 0) {
      text.append("retry: 3000\n\n");
    }
    if (sentVersion < current.layout()) {
      event(text, "hello", build, current.ids());
    }
    for (LivePicture.Shown shown : current.shown()) {
      if (shown.changed() > sentVersion) {
        event(text, "part", shown.pageFragment().html());
      }
    }
    if (sentBeat < current.beat()) {
      // the comment keeps proxies awake, the event tells the script that the stream lives
      text.append(": heartbeat\n");
      event(text, "beat");
    }
    sentVersion = current.version();
    sentBeat = current.beat();
    return text.toString();
  }

  /** One event: its first line of data is the gateway's time, by which the page reckons ages. */
  private void event(StringBuilder text, String name, String... lines) {
    text.append("event: ").append(name).append("\ndata: ").append(now.get()).append('\n');
    for (String line : lines) {
      text.append("data: ").append(line).append('\n');
    }
    text.append('\n');
  }
}
