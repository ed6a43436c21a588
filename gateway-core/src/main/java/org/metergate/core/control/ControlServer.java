// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;
import org.metergate.spi.option.NearestName;

/**
 * Answers at {@code control.sock}: one request and one answer for each connection. Requests have at
 * most 64 kB and five seconds to arrive, answers at most 1 MB; eight conversations at once.
 */
public final class ControlServer implements AutoCloseable {
  static final int MOST_REQUEST_BYTES = 64 * 1024;
  static final int MOST_ANSWER_BYTES = 1024 * 1024;
  static final int MOST_AT_ONCE = 8;
  static final Duration LINE = Duration.ofSeconds(5);
  private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
  private static final int SECONDS_TO_FINISH = 5;

  private final ControlSocket socket;
  private final Duration line;
  private final Map<String, ControlCommand> commands = new ConcurrentSkipListMap<>();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService conversations = Executors.newCachedThreadPool(this::thread);
  private final Thread door = new Thread(this::run, "control");

  private ControlServer(ControlSocket socket, Duration line) {
    this.socket = socket;
    this.line = line;
    door.setDaemon(true);
  }

  /**
   * Says where the socket of a gateway is.
   *
   * @param journal the gateway's, as configured.
   * @return {@code control.sock} in the same folder.
   */
  public static Path beside(Path journal) {
    return journal.toAbsolutePath().normalize().resolveSibling("control.sock");
  }

  /**
   * Takes the socket; nothing is answered before {@link #start}.
   *
   * @param path of the socket; what a dead gateway left there is replaced.
   * @return the server, which knows no command yet.
   * @throws ControlException when another gateway answers there, or no socket can be made.
   */
  public static ControlServer claim(Path path) throws ControlException {
    return claim(path, LINE);
  }

  static ControlServer claim(Path path, Duration line) throws ControlException {
    return new ControlServer(ControlSocket.claim(path), line);
  }

  /**
   * Offers a command, also while the server answers.
   *
   * @param command replaces one of the same name.
   */
  public void offer(ControlCommand command) {
    commands.put(command.name(), command);
  }

  /** Begins to answer. */
  public void start() {
    door.start();
  }

  private void run() {
    while (true) {
      try {
        admit(socket.accept());
      } catch (IOException | RejectedExecutionException e) {
        if (conversations.isShutdown()) {
          return;
        }
        LOG.log(Level.WARNING, "control.sock: " + e.getMessage());
        if (!rest()) {
          return;
        }
      }
    }
  }

  /** Too many open files end by themselves: the door is tried again, but not in a tight circle. */
  private static boolean rest() {
    try {
      TimeUnit.SECONDS.sleep(1);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    if (!room.tryAcquire()) {
      channel.close(); // the client says that no answer came
      return;
    }
    boolean taken = false;
    try {
      conversations.execute(() -> converse(channel));
      taken = true;
    } finally {
      if (!taken) {
        room.release();
        channel.close();
      }
    }
  }

  private void converse(SocketChannel channel) {
    try (LineChannel lines = new LineChannel(channel)) {
      ControlAnswer answer = mayAsk(channel) ? hear(lines) : notOwner();
      String text = ControlJson.line(answer);
      if (text.length() > MOST_ANSWER_BYTES / 3) { // a letter has up to three bytes
        text = ControlJson.line(ControlAnswer.refused("The answer is too long for the socket."));
      }
      lines.write(text, line);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "control.sock: " + e.getMessage()); // who asked has gone
    } finally {
      room.release();
    }
  }

  /** Between making the socket and closing it to others, others may have come in. */
  private boolean mayAsk(SocketChannel channel) throws IOException {
    String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return user.equals(Files.getOwner(socket.path()).getName()) || user.equals("root");
  }

  private static ControlAnswer notOwner() {
    return ControlAnswer.refused("Only the user of the gateway may give it commands.");
  }

  private ControlAnswer hear(LineChannel lines) throws IOException {
    ControlRequest request;
    try {
      request = ControlJson.request(lines.read(MOST_REQUEST_BYTES, line));
    } catch (LineChannel.LineTooLongException e) {
      return ControlAnswer.refused("The request has more than 64 kB.");
    } catch (JsonProcessingException | FormException e) {
      return ControlAnswer.refused(
          "The request is not of the form {\"command\":\"…\",\"arguments\":{\"name\":\"text\"}}.");
    }
    ControlCommand command = commands.get(request.command());
    if (command == null) {
      return ControlAnswer.refused(
          NearestName.unknown(
              "command of the running gateway", request.command(), commands.keySet()));
    }
    return run(command, request);
  }

  private ControlAnswer run(ControlCommand command, ControlRequest request) throws IOException {
    Future<ControlAnswer> running = conversations.submit(() -> command.run(request));
    try {
      return running.get(command.longest().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return ControlAnswer.refused(
          "It was not done within "
              + command.longest().toSeconds()
              + " s and was given up; the log of the gateway may say more.");
    } catch (ExecutionException e) {
      return failed(command, e.getCause());
    } catch (InterruptedException e) {
      running.cancel(true);
      throw new IOException("the gateway stops", e);
    }
  }

  private static ControlAnswer failed(ControlCommand command, Throwable error) {
    if (error instanceof ControlRefusal refusal) {
      return ControlAnswer.refused(refusal.getMessage());
    }
    if (error instanceof InterruptedException) {
      return ControlAnswer.refused("The gateway is being stopped.");
    }
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
    String what = error.getClass().getSimpleName() + " in " + place;
    LOG.log(Level.ERROR, "The command " + command.name() + " failed: " + what);
    return ControlAnswer.refused("The gateway has an error of its own: " + what + ".");
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "control-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Lets nobody in any more, interrupts what runs and waits for it, at most five seconds. */
  @Override
  public void close() {
    conversations.shutdownNow();
    door.interrupt();
    socket.close();
    try {
      conversations.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
