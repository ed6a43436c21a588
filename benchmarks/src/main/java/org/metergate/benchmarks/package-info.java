// SPDX-License-Identifier: Apache-2.0
/**
 * What the hot paths cost, measured with JMH. The build compiles this and measures nothing; to
 * measure, run from the repository's root:
 *
 * <pre>
 * mvn -q -B -pl benchmarks -am package -DskipTests &amp;&amp; java -jar benchmarks/target/benchmarks.jar -prof gc
 * </pre>
 */
package org.metergate.benchmarks;
