#include "core/time/steady_clock.hpp"

#include "tests/app/sync/link/peer.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

/// A second peer in a Link session, told on standard input what to do and saying on standard output what it
/// knows, a line each.
///
///     clave_link_peer [BPM] [start-stop]
///
/// | command | does |
/// | --- | --- |
/// | tempo BPM | changes the session's tempo |
/// | phase BEATS | moves everybody's beats |
/// | start, stop | the transport, for those who share it |
/// | peers COUNT SECONDS | waits until so many others are there; "peers N", or "late" |
/// | status | "bpm B peers N playing 0 beat X phase P time T": time is CLOCK_MONOTONIC, in nanoseconds |
/// | wait SECONDS | does nothing |
/// | quit | leaves; so does the end of the input |
///
/// What is done is answered with "ok", what is not understood with "what?".

namespace {

using namespace clave;
using test::LinkPeer;

std::optional<double> number(std::istringstream& words)
{
    std::string word;
    double value = 0.0;
    if (!(words >> word))
        return std::nullopt;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc {} || end != word.data() + word.size())
        return std::nullopt;
    return value;
}

void sleep(double seconds)
{
    const SteadyClock clock;
    clock.sleepUntil(clock.now() + std::chrono::round<Nanoseconds>(std::chrono::duration<double> {seconds}));
}

/// The two clocks are read together: where the machine held us up in between, once more.
void printStatus(const LinkPeer& peer)
{
    const SteadyClock clock;
    LinkPeer::Host before {0};
    LinkPeer::Host after {1000};
    TimePoint now;
    while (after - before > LinkPeer::Host {20}) {
        before = peer.now();
        now = clock.now();
        after = peer.now();
    }
    const LinkPeer::Host host = (before + after) / 2;
    std::printf("bpm %.6f peers %zu playing %d beat %.6f phase %.6f time %lld\n", peer.bpm(), peer.peers(),
        peer.playing() ? 1 : 0, peer.beatAt(host), peer.phaseAt(host),
        static_cast<long long>(now.time_since_epoch().count()));
}

bool waitForPeers(const LinkPeer& peer, double count, double seconds)
{
    for (double waited = 0.0; static_cast<double>(peer.peers()) != count; waited += 0.01) {
        if (waited > seconds)
            return false;
        sleep(0.01);
    }
    return true;
}

/// False: not understood.
bool obey(LinkPeer& peer, const std::string& what, std::istringstream& words)
{
    const std::optional<double> value = number(words);
    if (what == "start" || what == "stop")
        peer.setPlaying(what == "start");
    else if (what == "tempo" && value)
        peer.setTempo(*value);
    else if (what == "phase" && value)
        peer.shiftPhase(*value);
    else if (what == "wait" && value)
        sleep(*value);
    else
        return false;
    std::puts("ok");
    return true;
}

}  // namespace

int main(int argc, char** argv)
{
    std::istringstream first {argc > 1 ? argv[1] : "120"};
    LinkPeer peer {number(first).value_or(120.0), argc > 2 && std::string {argv[2]} == "start-stop"};
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words {line};
        std::string what;
        words >> what;
        if (what == "quit")
            break;
        if (what == "status") {
            printStatus(peer);
        } else if (what == "peers") {
            const double count = number(words).value_or(1.0);
            if (waitForPeers(peer, count, number(words).value_or(5.0)))
                std::printf("peers %zu\n", peer.peers());
            else
                std::puts("late");
        } else if (!obey(peer, what, words)) {
            std::puts("what?");
        }
        std::fflush(stdout);
    }
    return 0;
}
