// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
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
 * Answers on {@code control.sock}: one request and one answer for each connection. Requests have at
 * most 64 kB and five seconds to arrive, answers at most 1 MB; eight connections at once. One
 * thread accepts connections; each connection, and the command that it runs, has a thread of a
 * pool.
 */
public final class ControlServer implements AutoCloseable {
  static final int MAX_REQUEST_BYTES = 64 * 1024;
  static final int MAX_ANSWER_BYTES = 1024 * 1024;
  static final int MAX_CONNECTIONS = 8;
  static final Duration LINE_TIMEOUT = Duration.ofSeconds(5);
  private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
  private static final int SECONDS_TO_FINISH = 5;

  /** The argument, of any value, with which a client asks for lines of progress. */
  static final String PROGRESS = "progress";

  /** A client that sees the progress ends a command by closing its connection. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private final ControlSocket socket;
  private final Duration lineTimeout;
  private final Map<String, ControlCommand> commands = new ConcurrentSkipListMap<>();
  private final Semaphore freeConnections = new Semaphore(MAX_CONNECTIONS);
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool(this::newThread);
  private final Thread acceptor = new Thread(this::run, "control");

  private ControlServer(ControlSocket socket, Duration lineTimeout) {
    this.socket = socket;
    this.lineTimeout = lineTimeout;
    acceptor.setDaemon(true);
  }

  /**
   * Returns the path of a gateway's socket.
   *
   * @param journal the gateway's, as configured.
   * @return {@code control.sock} in the same folder.
   */
  public static Path socketOf(Path journal) {
    return journal.toAbsolutePath().normalize().resolveSibling("control.sock");
  }

  /**
   * Creates the socket; nothing is answered before {@link #start}.
   *
   * @param path of the socket; one that a dead gateway left there is replaced.
   * @return the server, which has no commands yet.
   * @throws ControlException when another gateway answers there, or no socket can be created.
   */
  public static ControlServer claim(Path path) throws ControlException {
    return claim(path, LINE_TIMEOUT);
  }

  static ControlServer claim(Path path, Duration lineTimeout) throws ControlException {
    return new ControlServer(ControlSocket.claim(path), lineTimeout);
  }

  /**
   * Registers a command, also while the server runs.
   *
   * @param command replaces a command of the same name.
   */
  public void register(ControlCommand command) {
    commands.put(command.name(), command);
  }

  /** Starts to answer requests. */
  public void start() {
    acceptor.start();
  }

  private void run() {
    while (true) {
      try {
        dispatch(socket.accept());
      } catch (IOException | RejectedExecutionException | OutOfMemoryError e) {
        if (executor.isShutdown()) {
          return;
        }
        LOG.log(Level.WARNING, "control.sock: " + e.getMessage());
        if (!pauseAfterFailure()) {
          return;
        }
      }
    }
  }

  /**
   * A shortage of file descriptors, threads or memory passes: accepting is tried again, but not in
   * a busy loop.
   */
  private static boolean pauseAfterFailure() {
    try {
      TimeUnit.SECONDS.sleep(1);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void dispatch(SocketChannel channel) throws IOException {
    if (!freeConnections.tryAcquire()) {
      channel.close(); // the client reports that no answer came
      return;
    }
    boolean taken = false;
    try {
      executor.execute(() -> serve(channel));
      taken = true;
    } finally {
      if (!taken) {
        freeConnections.release();
        channel.close();
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (LineChannel lines = new LineChannel(channel)) {
      ControlAnswer answer = isAuthorised(channel) ? handle(lines) : notOwner();
      String text = ControlJson.line(answer);
      if (text.length() > MAX_ANSWER_BYTES / 3) { // a character has up to three bytes
        text = ControlJson.line(ControlAnswer.refused("The answer is too long for the socket."));
      }
      lines.write(text, lineTimeout);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "control.sock: " + e.getMessage()); // the client has gone
    } finally {
      freeConnections.release();
    }
  }

  /** Other users may have connected before the permissions of the new socket were restricted. */
  private boolean isAuthorised(SocketChannel channel) throws IOException {
    String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return user.equals(Files.getOwner(socket.path()).getName()) || user.equals("root");
  }

  private static ControlAnswer notOwner() {
    return ControlAnswer.refused("Only the user of the gateway may give it commands.");
  }

  private ControlAnswer handle(LineChannel lines) throws IOException {
    ControlRequest request;
    try {
      request = ControlJson.request(lines.read(MAX_REQUEST_BYTES, lineTimeout));
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
    boolean wantsProgress = request.optional(PROGRESS).isPresent();
    Callable<ControlAnswer> work =
        wantsProgress
            ? () -> command.run(request, text -> write(lines, text))
            : () -> command.run(request);
    return run(command, work, wantsProgress ? LONGEST : command.timeout());
  }

  private void write(LineChannel lines, String progress) {
    try {
      lines.write(ControlJson.progress(progress), lineTimeout);
    } catch (IOException e) {
      throw new UncheckedIOException("the client has gone", e);
    }
  }

  private ControlAnswer run(ControlCommand command, Callable<ControlAnswer> work, Duration timeout)
      throws IOException {
    Future<ControlAnswer> running = executor.submit(work);
    try {
      return running.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return ControlAnswer.refused(
          "It was not done within "
              + timeout.toSeconds()
              + " s and was cancelled; the log of the gateway may say more.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException gone) {
        throw gone.getCause();
      }
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
    return ControlAnswer.refused("The gateway has an internal error: " + what + ".");
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "control-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Accepts no more connections, interrupts running commands and waits five seconds at most. */
  @Override
  public void close() {
    executor.shutdownNow();
    acceptor.interrupt();
    socket.close();
    try {
      executor.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
