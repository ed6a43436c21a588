// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;

/**
 * A second host: a network name space with a loopback address of its own, and a cable between it
 * and this one. A gateway that is started inside has this machine as a neighbour in its network:
 * browsers, Prometheus and tests out here are other hosts to it.
 */
public final class PrivateNetwork implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final String subnet;
  private final Thread cleaner = new Thread(this::remove, "private-network");

  private PrivateNetwork(String name, String subnet) {
    this.name = name;
    this.subnet = subnet;
  }

  /**
   * Lays the cable, or skips the test where that is not possible.
   *
   * @return with an address on either side.
   * @throws Exception when it is interrupted.
   */
  public static PrivateNetwork lay() throws Exception {
    int number = COUNT.getAndIncrement();
    long pid = ProcessHandle.current().pid();
    String name = "mgw" + pid % 100_000 + (char) ('a' + number % 26);
    PrivateNetwork network = new PrivateNetwork(name, freeSubnet(pid + number * 41));
    Assumptions.assumeTrue(
        run("ip netns add " + name), "making a network of one's own needs root and 'ip netns'");
    Runtime.getRuntime().addShutdownHook(network.cleaner);
    boolean laid =
        run("ip link add " + name + "a type veth peer name " + name + "b netns " + name)
            && run("ip addr add " + network.here() + "/24 dev " + name + "a")
            && run("ip link set " + name + "a up")
            && run("ip -n " + name + " addr add " + network.inside() + "/24 dev " + name + "b")
            && run("ip -n " + name + " link set " + name + "b up")
            && run("ip -n " + name + " link set lo up");
    if (!laid) {
      network.close();
    }
    Assumptions.assumeTrue(laid, "this machine has no virtual Ethernet pairs");
    return network;
  }

  /** Returns the first from one on that no other run on this machine has, or has left. */
  private static String freeSubnet(long first) throws SocketException {
    List<String> taken =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(InetAddress::getHostAddress)
            .toList();
    return LongStream.range(first, first + 250)
        .mapToObj(number -> "10.77." + number % 250)
        .filter(subnet -> !taken.contains(subnet + ".1"))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the address of this side. */
  public String here() {
    return subnet + ".1";
  }

  /** Returns the address of the host inside. */
  public String inside() {
    return subnet + ".2";
  }

  /** Returns what to write before a command so that it runs inside. */
  public List<String> runInside() {
    return List.of("ip", "netns", "exec", name);
  }

  private static boolean run(String command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        System.getLogger("netns").log(System.Logger.Level.INFO, command + ": " + output);
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void remove() {
    try {
      for (ProcessHandle left : leftInside()) {
        left.destroyForcibly();
      }
      run("ip link del " + name + "a");
      run("ip netns del " + name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what a failed test has left running inside. */
  private List<ProcessHandle> leftInside() {
    List<ProcessHandle> left = new ArrayList<>();
    Path mine = Path.of("/run/netns", name);
    ProcessHandle.current()
        .descendants()
        .filter(
            process -> {
              try {
                Path net = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
                return Files.isSameFile(net, mine);
              } catch (IOException e) {
                return false; // it has just ended
              }
            })
        .forEach(left::add);
    return left;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    remove();
  }
}
