// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.web.access.AccessPages;
import org.metergate.web.access.Problem;

/** Whatever is not answered is a small page for a person and a line for a program. */
class ProblemPagesTest {
  private static final String ACCEPT_OF_BROWSERS =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"#]*)\"");

  /** A route that answers like those of other components, or fails. */
  record Answering(String path, int status) implements Route {
    @Override
    public Answer answer(Request request) {
      if (status == 0) {
        throw new IllegalStateException("secret of the inside");
      }
      byte[] sentence = "What is <the> matter.\n".getBytes(StandardCharsets.UTF_8);
      return new Answer(status, "text/plain;charset=utf-8", sentence);
    }
  }

  /** Returns paths with the status of each: of the server itself, and of what it serves. */
  private static Map<String, Integer> problems(StatusPage page) {
    Map<String, Integer> problems = new TreeMap<>();
    page.serve(new Answering("/fails", 0));
    problems.put("/fails", 500);
    for (int status : new int[] {400, 403, 404, 409, 413, 429, 500, 503}) {
      page.serve(new Answering("/answers-" + status, status));
      problems.put("/answers-" + status, status);
    }
    problems.put("/nothing", 404);
    problems.put("/a/b/", 404);
    problems.put("/meter?name=none", 404);
    problems.put("/scale", 404);
    return problems;
  }

  @Test
  void isAPageForPeopleWhoseLinksLeadOn() throws Exception {
    Household house = Household.with("electricity");
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      for (Map.Entry<String, Integer> problem : problems(page).entrySet()) {
        URI uri = page.uri().resolve(problem.getKey());
        HttpResponse<String> answer = Http.get(uri, "Accept", ACCEPT_OF_BROWSERS);
        assertPage(answer, problem.getValue());
        Matcher reference = REFERENCE.matcher(answer.body());
        int found = 0;
        for (; reference.find(); found++) {
          URI target = uri.resolve(reference.group(1));
          assertFalse(reference.group(1).startsWith("/"), "fails below the path of a proxy");
          assertEquals(200, Http.get(target).statusCode(), uri + " leads to " + target);
        }
        assertTrue(found >= 3, answer.body());
      }
    }
  }

  @Test
  void isALineForPrograms() throws Exception {
    Household house = Household.with("electricity");
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      Map<String, Integer> problems = problems(page);
      problems.remove("/meter?name=none"); // a page for people alone
      for (Map.Entry<String, Integer> problem : problems.entrySet()) {
        for (String accept : new String[] {"*/*", "application/json", "\"", "text/plain"}) {
          URI uri = page.uri().resolve(problem.getKey());
          HttpResponse<String> answer = Http.get(uri, "Accept", accept);
          assertLine(answer, problem.getValue());
        }
      }
    }
  }

  @Test
  void methodsAndWrongHeadersAreTold() throws Exception {
    Household house = Household.with("electricity");
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      String[] person = {"Accept", ACCEPT_OF_BROWSERS};
      assertPage(Http.send("DELETE", page.uri(), person), 405);
      assertLine(Http.send("DELETE", page.uri()), 405);
      String[] address = {"Accept", ACCEPT_OF_BROWSERS};
      assertLine(Http.get(page.uri().resolve("/?" + "x".repeat(9000)), address), 414);
      String[] header = {"Accept", ACCEPT_OF_BROWSERS, "X-Long", "x".repeat(9000)};
      assertLine(Http.get(page.uri(), header), 431); // nothing of it is known but its length
    }
  }

  /** Nothing of the gateway is told to whoever has no proof: not even its name. */
  @Test
  void strangersAreToldWithWhatTheyMayRead(@TempDir Path folder) throws Exception {
    try (GuardedPage guarded = new GuardedPage(folder)) {
      String accept = "Accept: " + ACCEPT_OF_BROWSERS;
      for (String path : new String[] {"/nothing", "/api/v1/live", "/a/b"}) {
        GuardedPage.Reply page = guarded.get(path, accept);
        assertEquals(401, page.status());
        assertTrue(page.body().contains("<h1>Not logged in</h1>"), page.body());
        assertTrue(page.body().contains("login\">Log in</a>"), page.body());
        GuardedPage.Reply line = guarded.get(path, "Accept: */*");
        assertEquals(401, line.status());
        assertTrue(line.body().startsWith("A token is needed"), line.body());
      }
    }
  }

  @Test
  void aForeignNameGetsNoWayOn() {
    Problem problem = AccessPages.foreignName("meter.example:80");
    assertFalse(problem.page("/").contains("<a "), problem.page("/"));
    assertTrue(problem.page("/").contains("web: { names: [ meter.example ] }"));
    assertTrue(problem.line().endsWith("web: { names: [ meter.example ] }\n"), problem.line());
  }

  private static void assertPage(HttpResponse<String> answer, int status) {
    String body = answer.body();
    assertEquals(status, answer.statusCode(), answer.uri() + body);
    assertEquals("text/html;charset=utf-8", answer.headers().firstValue("content-type").orElse(""));
    assertTrue(body.startsWith("<!DOCTYPE html>\n<html lang=\"en\""), body);
    assertTrue(body.contains("<title>") && body.contains("<main"), body);
    assertEquals(1, body.split("<h1>", -1).length - 1, body);
    assertFalse(body.contains("<the>") || body.contains("secret"), body);
  }

  private static void assertLine(HttpResponse<String> answer, int status) {
    assertEquals(status, answer.statusCode(), answer.uri().toString());
    assertEquals(
        "text/plain;charset=utf-8", answer.headers().firstValue("content-type").orElse(""));
    assertTrue(answer.body().endsWith(".\n") && answer.body().length() < 200, answer.body());
    assertFalse(answer.body().contains("<html") || answer.body().contains("secret"));
  }

  /** No page of a server leads to one that it does not have. */
  @Test
  void navigationHasThePagesThatThereAre() throws Exception {
    Household house = Household.with("electricity");
    try (StatusPage page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources())) {
      for (String path : new String[] {"", "meter?name=electricity", "meter?name=none"}) {
        String body = Http.get(page.uri().resolve(path)).body();
        assertFalse(body.contains("href=\"history"), body);
        assertFalse(body.contains("href=\"readings"), body);
      }
      page.serve(new Answering("/readings", 200));
      page.serve(new Answering("/history", 200));
      for (String path : new String[] {"", "meter?name=electricity", "meter?name=none"}) {
        String body = Http.get(page.uri().resolve(path)).body();
        assertTrue(body.contains("href=\"history\">History</a>"), body);
        assertTrue(body.contains("href=\"readings\">Readings</a>"), body);
      }
    }
  }
}
