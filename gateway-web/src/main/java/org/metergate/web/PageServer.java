// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The parts of which the page's server is made: threads, memory, files, and who waits for what. */
final class PageServer {
  /**
   * Repeats a name of a host that cannot be understood in the log, up to 8 kB for each request of
   * any web page; the sender gets a 400. In a field, since a logger without a reference loses its
   * level to the garbage collector.
   */
  private static final Logger BAD_HOSTS = Logger.getLogger("org.eclipse.jetty.util.HostPort");

  static {
    BAD_HOSTS.setLevel(Level.SEVERE);
  }

  private static final int THREADS = 8;
  private static final int JOURNAL_REQUESTS = 2;
  private static final int WAITING_JOURNAL_REQUESTS = 16;
  private static final Duration JOURNAL_WAIT = Duration.ofSeconds(5);
  private static final long POOLED_BYTES = 512 * 1024;

  private PageServer() {}

  /** Creates a server with few threads and little memory, without a connector. */
  static Server create() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, 30_000);
    threads.setName("web");
    threads.setReservedThreads(0);
    return new Server(
        threads, null, new ArrayByteBufferPool(0, 2048, 32_768, 32, POOLED_BYTES, POOLED_BYTES));
  }

  /** Returns the files that everybody may read, by their paths. */
  static Map<String, StaticFile> files() {
    return Map.of(
        "/style.css", StaticFile.load("style.css", "text/css;charset=utf-8"),
        "/page.js", StaticFile.load("page.js", "text/javascript;charset=utf-8"),
        "/icon.svg", StaticFile.load("icon.svg", "image/svg+xml"),
        "/history.css", StaticFile.load("history/history.css", "text/css;charset=utf-8"),
        "/history.js", StaticFile.load("history/history.js", "text/javascript;charset=utf-8"),
        "/uplot.css", StaticFile.load("vendor/uPlot.min.css", "text/css;charset=utf-8"),
        "/uplot.js", StaticFile.load("vendor/uPlot.iife.min.js", "text/javascript;charset=utf-8"));
  }

  /**
   * Lets requests wait for the journal without a thread, and refuses those that are too many.
   *
   * @param handler answers them.
   * @param routes say which of them wait.
   */
  static Handler patient(Handler handler, Map<String, Route> routes) {
    QoSHandler patient = new QoSHandler(handler);
    patient.setMaxRequestCount(JOURNAL_REQUESTS);
    patient.setMaxSuspendedRequestCount(WAITING_JOURNAL_REQUESTS);
    patient.setMaxSuspend(JOURNAL_WAIT);
    patient.include(
        request -> {
          Route route = routes.get(Request.getPathInContext(request));
          return route != null && route.waitsForJournal();
        });
    return patient;
  }
}
