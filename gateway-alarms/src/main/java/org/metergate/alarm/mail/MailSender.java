// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.mail;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmFindings;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmText;

/** Sends one mail for some messages within a time limit. */
final class MailSender implements AlarmSender {
  private static final int MOST = 20;

  private final MailSettings settings;
  private final ZoneId zone;
  private final Duration limit;
  private Thread thread;

  MailSender(MailSettings settings, ZoneId zone, Duration limit) {
    this.settings = settings;
    this.zone = zone;
    this.limit = limit;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public AlarmAnswer send(List<AlarmMessage> messages) throws InterruptedException {
    if (thread != null && thread.isAlive()) {
      return silent(); // the name of the server is still being looked up, which nothing can end
    }
    OpenSockets sockets = new OpenSockets();
    CompletableFuture<AlarmAnswer> answer = new CompletableFuture<>();
    thread = new Thread(() -> send(messages, sockets, answer), "alarm-mail");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return silent();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      sockets.close();
    }
  }

  private void send(
      List<AlarmMessage> messages, OpenSockets sockets, CompletableFuture<AlarmAnswer> answer) {
    try {
      String id = messages.get(0).id();
      String title = AlarmText.title(messages);
      String body = AlarmText.body(messages, zone);
      answer.complete(new SmtpDelivery(settings, sockets, limit).send(id, title, body));
    } catch (RuntimeException | LinkageError e) {
      answer.completeExceptionally(e);
    }
  }

  private AlarmAnswer silent() {
    return new AlarmAnswer.Failed(
        AlarmFindings.SILENT.with("server", settings.server(), "seconds", limit.toSeconds()),
        Duration.ZERO);
  }

  /** For the tests: whether nothing is left of the last mail. */
  Optional<Thread> lastThread() {
    return Optional.ofNullable(thread);
  }
}
