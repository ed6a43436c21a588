// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessRoomTest {
  private static final String PASSWORD = "correct horse";
  private static final PasswordHash HASH = PasswordHash.of(PASSWORD.toCharArray());
  private static final PasswordHash OTHER = PasswordHash.of("battery staple".toCharArray());
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path folder;
  private final SteppedTime time = new SteppedTime();
  private AccessRoom room;

  @BeforeEach
  void open() throws Exception {
    room = AccessRoom.open(folder.resolve("access.json"), time);
    room.book().setPassword("admin", Optional.empty(), HASH);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private void restart() throws Exception {
    room.close();
    room = AccessRoom.open(folder.resolve("access.json"), time);
  }

  private LogIn logIn(String name, String password, String address) throws Exception {
    return room.logIn(name, password.toCharArray(), address).get(60, TimeUnit.SECONDS);
  }

  private String cookie() throws Exception {
    return assertInstanceOf(LogIn.Granted.class, logIn("admin", PASSWORD, "192.168.1.9")).cookie();
  }

  private String token(String name, Optional<Instant> expires) throws Exception {
    String token = Secrets.newToken();
    room.book().addToken(name, Role.READ, Secrets.hash(token), expires);
    return token;
  }

  @Test
  void aSessionBeginsWithTheRightPasswordAlone() throws Exception {
    SessionInfo session = room.session(cookie()).orElseThrow();
    assertEquals("admin", session.name());
    assertEquals(Role.CHANGE, session.role());
    assertEquals(new LogIn.Wrong(), logIn("admin", PASSWORD + "x", "192.168.1.9"));
    assertEquals(new LogIn.Wrong(), logIn("nobody", PASSWORD, "192.168.1.9"));
    assertEquals(new LogIn.Wrong(), logIn("admin", "x".repeat(100_000), "192.168.1.10"));
    assertEquals(Optional.empty(), room.session("x".repeat(100_000)));
    assertEquals(Optional.empty(), room.session(""));
  }

  @Test
  void eachLogInHasItsOwnCookieAndFormToken() throws Exception {
    String first = cookie();
    String second = cookie();
    assertNotEquals(first, second);
    assertNotEquals(room.session(first).get().formToken(), room.session(second).get().formToken());
    room.logOut(first);
    assertEquals(Optional.empty(), room.session(first));
    assertTrue(room.session(second).isPresent());
  }

  @Test
  void aRestartKeepsSessionsAndTokensAndWhoLoggedOutStaysOut() throws Exception {
    String cookie = cookie();
    String out = cookie();
    room.logOut(out);
    String token = token("evcc", Optional.empty());
    String form = room.session(cookie).get().formToken();
    restart();
    assertEquals(form, room.session(cookie).get().formToken());
    assertEquals("evcc", room.token(token).get().name());
    assertEquals(Optional.empty(), room.session(out));
  }

  @Test
  void sessionsEndAfter30DaysAndWithTheirPasswordTheirAccountOrByCommand() throws Exception {
    String old = cookie();
    time.pass(Duration.ofDays(30).minusSeconds(1));
    assertTrue(room.session(old).isPresent());
    time.pass(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), room.session(old));
    String changed = cookie();
    room.book().setPassword("admin", Optional.of(Role.READ), HASH);
    assertEquals(Optional.empty(), room.session(changed));
    String ended = cookie();
    assertEquals(Role.READ, room.session(ended).get().role());
    assertEquals(1, room.book().endSessions("admin"));
    assertEquals(Optional.empty(), room.session(ended));
    String removed = cookie();
    room.book().removeAccount("admin");
    assertEquals(Optional.empty(), room.session(removed));
    restart();
    assertEquals(Optional.empty(), room.session(removed));
    assertFalse(room.hasAnybody());
  }

  @Test
  void aPasswordThatIsChangedWhileTheOldOneIsComparedOpensNothing() throws Exception {
    CompletableFuture<LogIn> pending = room.logIn("admin", PASSWORD.toCharArray(), "10.0.0.1");
    room.book().setPassword("admin", Optional.empty(), OTHER);
    LogIn result = pending.get(60, TimeUnit.SECONDS);
    assertFalse(
        result instanceof LogIn.Granted granted && room.session(granted.cookie()).isPresent(),
        result::toString);
  }

  @Test
  void whatHasEndedStaysEndedWhenTheClockStepsBackByAYear() throws Exception {
    Instant tomorrow = time.now().plus(Duration.ofDays(1));
    String expired = token("old", Optional.of(tomorrow));
    String cookie = cookie();
    time.pass(Duration.ofDays(31));
    assertEquals(Optional.empty(), room.token(expired));
    time.step(YEAR.negated());
    assertEquals(Optional.empty(), room.token(expired));
    assertEquals(Optional.empty(), room.session(cookie));
    room.book().addToken("new", Role.READ, "0".repeat(64), Optional.empty());
    restart();
    assertEquals(Optional.empty(), room.token(expired));
    assertEquals(Optional.empty(), room.session(cookie));
  }

  @Test
  void aRestartWithAClockAYearBackRevivesNothing() throws Exception {
    String expired = token("old", Optional.of(time.now().plus(Duration.ofDays(1))));
    String cookie = cookie();
    time.pass(Duration.ofDays(31));
    String later = cookie(); // writes how late it is
    time.step(YEAR.negated());
    restart();
    assertEquals(Optional.empty(), room.token(expired));
    assertEquals(Optional.empty(), room.session(cookie));
    assertTrue(room.session(later).isPresent());
  }

  @Test
  void aClockThatWasAYearAheadLocksNobodyOut() throws Exception {
    time.step(YEAR);
    String cookie = cookie();
    time.step(YEAR.negated());
    assertTrue(room.session(cookie).isPresent());
    assertInstanceOf(LogIn.Granted.class, logIn("admin", PASSWORD, "192.168.1.9"));
    time.pass(Duration.ofDays(30));
    assertEquals(Optional.empty(), room.session(cookie), "30 days are 30 days");
    String token = token("day", Optional.of(time.now().plus(Duration.ofDays(1))));
    assertTrue(room.token(token).isPresent(), "the owner's command takes the clock as it is");
    String fresh = cookie();
    time.pass(Duration.ofDays(30));
    assertEquals(Optional.empty(), room.session(fresh));
  }

  @Test
  void aSessionOfAWrongFutureDoesNotLastUntilThen() throws Exception {
    time.step(YEAR);
    String cookie = cookie();
    time.step(YEAR.negated());
    token("any", Optional.empty());
    assertEquals(Optional.empty(), room.session(cookie));
  }

  @Test
  void fiftyAtOnceAreMostlyRefusedBeforeAnythingIsHashed() throws Exception {
    long begin = System.nanoTime();
    List<CompletableFuture<LogIn>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(room.logIn("admin", PASSWORD.toCharArray(), "10.0.0." + i));
    }
    long refused = 0;
    for (CompletableFuture<LogIn> one : all) {
      if (one.isDone() && one.get() instanceof LogIn.TryLater later) {
        assertTrue(later.delay().toSeconds() >= 1);
        refused++;
      }
    }
    assertTrue(refused >= 40, "refused at once: " + refused);
    for (CompletableFuture<LogIn> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(50).toNanos());
  }

  @Test
  void anAddressWaitsLongerAfterEachMistake() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(new LogIn.Wrong(), logIn("nobody" + i, "wrong", "10.0.0.7"));
    }
    LogIn.TryLater first = assertInstanceOf(LogIn.TryLater.class, logIn("x", "wrong", "10.0.0.7"));
    assertEquals(Duration.ofSeconds(1), first.delay());
    assertInstanceOf(LogIn.Granted.class, logIn("admin", PASSWORD, "10.0.0.8"));
    time.pass(first.delay());
    assertEquals(new LogIn.Wrong(), logIn("x", "wrong", "10.0.0.7"));
    assertEquals(new LogIn.TryLater(Duration.ofSeconds(2)), logIn("x", "wrong", "10.0.0.7"));
    time.step(YEAR.negated());
    assertEquals(new LogIn.TryLater(Duration.ofSeconds(2)), logIn("x", "wrong", "10.0.0.7"));
    time.pass(Duration.ofSeconds(2));
    assertInstanceOf(LogIn.Granted.class, logIn("admin", PASSWORD, "10.0.0.7"));
  }

  @Test
  void nothingThatIsKeptTellsASecret() throws Exception {
    String cookie = cookie();
    String token = token("evcc", Optional.empty());
    String file = Files.readString(folder.resolve("access.json"));
    SessionInfo session = room.session(cookie).get();
    for (String secret : List.of(cookie, token, PASSWORD, session.formToken())) {
      assertFalse(file.contains(secret), file);
    }
    assertFalse(new LogIn.Granted(cookie, session).toString().contains(cookie));
    assertFalse(session.formToken().contains(cookie));
  }

  @Test
  void theOldestSessionEndsForANewOneWhenThereAreTooMany() throws Exception {
    AccessState.Account account = room.book().account("admin").orElseThrow();
    String first = Secrets.hash("0");
    for (int i = 0; i < 20; i++) {
      room.book().startSession(Secrets.hash("" + i), "admin", account, AccessRoom.SESSION);
    }
    assertTrue(room.book().session(first).isPresent());
    room.book().startSession(Secrets.hash("20"), "admin", account, AccessRoom.SESSION);
    assertEquals(Optional.empty(), room.book().session(first));
    assertEquals(20, room.book().accounts().get(0).sessions());
  }

  @Test
  void theUseOfATokenIsWrittenOnceAnHour() throws Exception {
    String token = token("evcc", Optional.empty());
    room.token(token);
    assertEquals(Optional.empty(), room.book().tokens().get(0).used());
    Instant last = time.now();
    room.close();
    room = AccessRoom.open(folder.resolve("access.json"), time);
    assertEquals(Optional.of(last), room.book().tokens().get(0).used());
  }

  @Test
  void refusesNamesThatAreNone() {
    for (String name : List.of("", " ", "a b", "../x", "a".repeat(41), "a\n", "\u202Eevil")) {
      assertThrows(
          AccessException.class, () -> room.book().setPassword(name, Optional.empty(), HASH));
    }
  }
}
