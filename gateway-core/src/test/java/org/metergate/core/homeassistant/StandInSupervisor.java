// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers as the supervisor does: to the right token alone. */
final class StandInSupervisor implements AutoCloseable {
  static final String TOKEN = "f0e1d2c3b4a5968778695a4b3c2d1e0f";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "";

  StandInSupervisor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          boolean right =
              ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                  && exchange.getRequestURI().getPath().equals("/services/mqtt")
                  && exchange.getRequestMethod().equals("GET");
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (status == 302) {
            exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
          }
          exchange.sendResponseHeaders(right ? status : 401, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  StandInSupervisor answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
    return this;
  }

  StandInSupervisor names(String host, int port, String user, String password) {
    return answers(
        200,
        "{\"result\":\"ok\",\"data\":{\"addon\":\"core_mosquitto\",\"host\":\""
            + host
            + "\",\"port\":"
            + port
            + ",\"ssl\":false,\"protocol\":\"3.1.1\",\"username\":\""
            + user
            + "\",\"password\":\""
            + password
            + "\"}}");
  }

  StandInSupervisor hasNoBroker() {
    return answers(400, "{\"result\":\"error\",\"message\":\"Service not enabled\"}");
  }

  int timesAsked() {
    return asked.get();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
