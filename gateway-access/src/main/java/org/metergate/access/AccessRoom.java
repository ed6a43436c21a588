// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.access.AccessState.Account;
import org.metergate.access.AccessState.Token;
import org.metergate.spi.time.TimeSource;

/**
 * Who may open the page: answers each request whose it is, and lets people log in. Looking up a
 * session or a token takes microseconds; passwords are compared on a thread of their own. What
 * happens is written to {@code access.json}, so that a restart ends no session. Any thread.
 */
public final class AccessRoom implements AutoCloseable {
  /** How long a session lasts. */
  public static final Duration SESSION = Duration.ofDays(30);

  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final Duration WRITE_INTERVAL = Duration.ofHours(1);
  private static final int LONGEST_SECRET = 100;

  private final TimeSource time;
  private final AccessBook book;
  private final LogInAttempts attempts;
  private final HashGate gate = new HashGate();
  private final PasswordHash decoy = PasswordHash.decoy();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private long written;

  private AccessRoom(TimeSource time, AccessBook book) {
    this.time = time;
    this.book = book;
    this.attempts = new LogInAttempts(time);
    this.written = time.nanos();
  }

  /**
   * Reads who may open the page.
   *
   * @param file {@code access.json}; nobody may if there is none.
   * @param time the clock.
   * @return to be closed.
   * @throws AccessException if the file is damaged, of another program or open to others.
   */
  public static AccessRoom open(Path file, TimeSource time) throws AccessException {
    return new AccessRoom(time, AccessBook.open(file, time));
  }

  /** Returns the accounts and tokens, for the owner of this machine. */
  public AccessBook book() {
    return book;
  }

  /** Returns whether there is an account or a token. */
  public boolean hasAnybody() {
    return book.hasAnybody();
  }

  /**
   * Compares a password and starts a session. Returns at once.
   *
   * @param name of an account; one that does not exist takes the same time as a wrong password.
   * @param password is wiped once it was compared.
   * @param address from where it comes: that of the visitor, not of a proxy.
   * @return what became of it, on the thread that compares; never an exception.
   */
  public CompletableFuture<LogIn> logIn(String name, char[] password, String address) {
    String account = name.length() > LONGEST_SECRET ? name.substring(0, LONGEST_SECRET) : name;
    Optional<Duration> wait = attempts.wait(account, address);
    if (wait.isPresent()) {
      Arrays.fill(password, '\0');
      return CompletableFuture.completedFuture(new LogIn.TryLater(wait.get()));
    }
    return gate.enter(() -> compare(account, password, address))
        .orElseGet(
            () -> {
              Arrays.fill(password, '\0');
              return CompletableFuture.completedFuture(new LogIn.TryLater(BUSY));
            });
  }

  private LogIn compare(String name, char[] password, String address) {
    Optional<Account> account = book.account(name);
    boolean possible = password.length <= 2 * PasswordHash.LONGEST;
    boolean equal =
        account
            .filter(any -> possible)
            .map(Account::password)
            .orElse(decoy)
            .matches(possible ? password : new char[0]);
    Arrays.fill(password, '\0');
    if (!equal || account.isEmpty()) {
      attempts.wrong(name, address);
      return new LogIn.Wrong();
    }
    String cookie = Secrets.newCookie();
    if (!book.startSession(Secrets.hash(cookie), name, account.get(), SESSION)) {
      return new LogIn.Wrong(); // the password was changed meanwhile
    }
    attempts.right(name, address);
    return new LogIn.Granted(cookie, info(name, account.get(), cookie));
  }

  private static SessionInfo info(String name, Account account, String cookie) {
    return new SessionInfo(name, account.role(), Secrets.formToken(cookie));
  }

  /**
   * Finds a session.
   *
   * @param cookie as it came with a request.
   * @return empty if there is none, or it has ended.
   */
  public Optional<SessionInfo> session(String cookie) {
    if (cookie.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    writeSometimes();
    return book.session(Secrets.hash(cookie))
        .flatMap(name -> book.account(name).map(account -> info(name, account, cookie)));
  }

  /**
   * Finds a token.
   *
   * @param bearer as it came with a request.
   * @return empty if there is none, or it has expired.
   */
  public Optional<TokenInfo> token(String bearer) {
    if (bearer.length() > LONGEST_SECRET) {
      return Optional.empty();
    }
    Optional<Map.Entry<String, Token>> found = book.token(Secrets.hash(bearer));
    found.ifPresent(entry -> used.put(entry.getKey(), book.now()));
    writeSometimes();
    return found.map(entry -> new TokenInfo(entry.getKey(), entry.getValue().role()));
  }

  /**
   * Ends a session.
   *
   * @param cookie of any; one that is unknown has no effect.
   */
  public void logOut(String cookie) {
    if (cookie.length() <= LONGEST_SECRET) {
      book.endSession(Secrets.hash(cookie));
    }
  }

  /** Writes once an hour, while somebody asks, which tokens were used and how late it is. */
  private synchronized void writeSometimes() {
    if (time.nanos() - written < WRITE_INTERVAL.toNanos()) {
      return;
    }
    written = time.nanos();
    gate.enter(
        () -> {
          write();
          return null;
        });
  }

  private void write() {
    try {
      book.noteUse(Map.copyOf(used));
    } catch (AccessException e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
    }
  }

  /** Writes what is not yet written. What waits to be compared is not compared any more. */
  @Override
  public void close() {
    gate.close();
    if (!used.isEmpty()) {
      write();
    }
  }
}
