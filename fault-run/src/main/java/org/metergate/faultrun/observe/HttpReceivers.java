// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.metergate.faultrun.evidence.Place;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;
import org.metergate.testing.AnsweringServer.Request;

/**
 * A server that takes the lines for a database, and one that takes posts, each behind its gate. A
 * request counts as arrived when its body is complete.
 */
public final class HttpReceivers implements AutoCloseable {
  private final AnsweringServer influx = new AnsweringServer();
  private final AnsweringServer post = new AnsweringServer();
  private final SightingLog log;
  private volatile boolean closing;
  private final Gate influxGate;
  private final Gate postGate;

  /** Starts both. */
  public HttpReceivers(SightingLog log) throws IOException {
    this.log = log;
    influx.answer(this::lines);
    post.answer(this::reading);
    influxGate = new Gate(URI.create(influx.url()).getPort());
    postGate = new Gate(URI.create(post.url()).getPort());
  }

  private Answer lines(Request request) {
    if (request.address().startsWith("/write")) {
      InfluxLines.parse(request.body()).forEach(log::add);
    }
    return answer();
  }

  private Answer reading(Request request) {
    log.addJson(
        Place.POST,
        request.header("Metergate-meter"),
        request.body(),
        request.header("Metergate-kind").equals("state"));
    return answer();
  }

  private Answer answer() {
    return new Answer(204, "", closing ? Map.of("Connection", "close") : Map.of());
  }

  /** Closes the connection after each complete answer, or keeps it open again. */
  public void closeAfterAnswers(boolean closes) {
    closing = closes;
  }

  /** Returns the gate to the database. */
  public Gate influx() {
    return influxGate;
  }

  /** Returns the gate to the server of posts. */
  public Gate post() {
    return postGate;
  }

  @Override
  public void close() throws IOException {
    influxGate.close();
    postGate.close();
    influx.close();
    post.close();
  }
}
