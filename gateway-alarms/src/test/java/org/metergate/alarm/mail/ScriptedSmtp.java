// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that answers as no real server does on demand, or not at all. */
final class ScriptedSmtp implements AutoCloseable {
  /** Never answers. */
  static final String SILENCE = "(silence)";

  /** Answers without end, a byte each time. */
  static final String ENDLESS = "(endless)";

  /** Closes the connection. */
  static final String CLOSE = "(close)";

  /** Accepts everything, without encryption. */
  static final Map<String, String> PLAIN = plain();

  /** Accepts everything after STARTTLS. */
  static final Map<String, String> STARTTLS = starttls();

  private final ServerSocket server;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final Map<String, String> standard;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Optional<SSLContext> tls;
  private final CountDownLatch end = new CountDownLatch(1);

  ScriptedSmtp(Map<String, String> standard) throws IOException {
    this(standard, Optional.empty());
  }

  /** Encrypts after STARTTLS, or at once where it does not know that command. */
  ScriptedSmtp(Map<String, String> standard, Optional<SSLContext> tls) throws IOException {
    this.standard = standard;
    this.tls = tls;
    server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::accept, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  private static Map<String, String> plain() {
    Map<String, String> replies = new LinkedHashMap<>();
    replies.put("connect", "220 mail.example.org");
    replies.put("EHLO", "250 mail.example.org");
    replies.put("MAIL", "250 ok");
    replies.put("RCPT", "250 ok");
    replies.put("DATA", "354 go on");
    replies.put(".", "250 queued as 12345");
    replies.put("RSET", "250 ok");
    replies.put("QUIT", "221 bye");
    return replies;
  }

  private static Map<String, String> starttls() {
    Map<String, String> replies = plain();
    replies.put("EHLO", "250-mail.example.org\r\n250 STARTTLS");
    replies.put("STARTTLS", "220 go on");
    return replies;
  }

  /** Answers to lines with this beginning like that. */
  void reply(String at, String reply) {
    replies.put(at, reply);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        serve(socket);
      } catch (IOException | InterruptedException e) {
        continue; // the client has gone, or the test is over
      }
    }
  }

  private Socket encrypted(Socket socket) throws IOException {
    SSLSocket layer =
        (SSLSocket)
            tls.orElseThrow()
                .getSocketFactory()
                .createSocket(socket, "client", socket.getPort(), true);
    layer.setUseClientMode(false);
    layer.startHandshake();
    return layer;
  }

  private void serve(Socket plain) throws IOException, InterruptedException {
    boolean atOnce = tls.isPresent() && !standard.containsKey("STARTTLS");
    Socket socket = atOnce ? encrypted(plain) : plain;
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    OutputStream out = socket.getOutputStream();
    boolean text = false;
    String line = "connect";
    while (line != null) {
      heard.add(line);
      if (!text || line.equals(".")) {
        String reply = replyTo(line);
        if (!answer(out, reply)) {
          return;
        }
        text = reply.startsWith("354");
        if (line.equals("STARTTLS") && tls.isPresent()) {
          socket = encrypted(socket);
          in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
          out = socket.getOutputStream();
        }
      }
      line = in.readLine();
    }
  }

  private String replyTo(String line) {
    for (Map<String, String> some : List.of(replies, standard)) {
      for (Map.Entry<String, String> one : some.entrySet()) {
        if (line.startsWith(one.getKey())) {
          return one.getValue();
        }
      }
    }
    return "500 what?";
  }

  private boolean answer(OutputStream out, String reply) throws IOException, InterruptedException {
    switch (reply) {
      case SILENCE:
        end.await();
        return false;
      case ENDLESS:
        while (end.getCount() > 0) {
          out.write('2');
          out.flush();
          end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        return false;
      case CLOSE:
        return false;
      default:
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    server.close();
  }
}
