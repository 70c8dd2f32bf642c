// What scripts can do to themselves, and that nobody else feels it. Times are those of the machine at work,
// so they are told, not judged; each case gives up after five seconds.
#include "scripts/host/script_host.hpp"

#include "tests/scripts/host/host_rig.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <signal.h>

#include <array>
#include <fstream>
#include <string>

using clave::ScriptAnswer;
using clave::ScriptHostOptions;
using clave::test::HostRig;

namespace {

constexpr std::uint32_t kTracks = 4;

/// A script with something wrong in the hook of track 1; the line with the fault is line `line`.
struct Fault {
    const char* what;
    const char* text;
    int line;
    const char* type;  ///< of the error that is told
};

/// Python stops them, with an exception in the place.
constexpr std::array kStoppable {
    Fault {"an endless loop", "def step_1(i):\n    while True: pass\n", 2, "ScriptTimeout"},
    Fault {"a long sleep", "import time\ndef step_1(i):\n    time.sleep(100)\n", 3, "ScriptTimeout"},
    Fault {"a lock that is never released",
        "import threading\nlock = threading.Lock()\nlock.acquire()\ndef step_1(i):\n    lock.acquire()\n", 5,
        "ScriptTimeout"},
    Fault {"a regular expression that never ends",
        "import re\ndef step_1(i):\n    re.match('(a+)+$', 'a' * 60 + 'b')\n", 3, "ScriptTimeout"},
    Fault {"a socket that hears nothing",
        "import socket\na, b = socket.socketpair()\ndef step_1(i):\n    a.recv(1)\n", 4, "ScriptTimeout"},
    Fault {"a sleep inside C", "import ctypes\nc = ctypes.PyDLL(None)\ndef step_1(i):\n    c.usleep(10**9)\n",
        4, "ScriptTimeout"},
    Fault {"a list of 10**9", "def step_1(i):\n    [0] * 10**9\n", 2, "MemoryError"},
    Fault {"an error", "def step_1(i):\n    return 1 / 0\n", 2, "ZeroDivisionError"},
};

/// For these the process has to go.
constexpr std::array kFatal {
    Fault {"a loop inside C", "def step_1(i):\n    sum(range(10**12))\n", 2, "hung"},
    Fault {"a loop that catches everything",
        "def step_1(i):\n    while True:\n        try:\n            x = 0\n            while True: x += 1\n"
        "        except BaseException: pass\n",
        5, "hung"},
    Fault {"a crash", "import ctypes\ndef step_1(i):\n    ctypes.string_at(0)\n", 3, "crashed"},
    Fault {"the end of the process", "import os\ndef step_1(i):\n    os._exit(0)\n", 0, "ended"},
    Fault {"a kill", "import os, signal\ndef step_1(i):\n    os.kill(os.getpid(), signal.SIGKILL)\n", 0,
        "crashed"},
    Fault {"a process that stops itself",
        "import os, signal\ndef step_1(i):\n    os.kill(os.getpid(), signal.SIGSTOP)\n", 0, "hung"},
    Fault {"all files closed", "import os\ndef step_1(i):\n    os.closerange(0, 100)\n    while True: pass\n",
        0, "ended"},
};

constexpr const char* kGood =
    "def step_2(i):\n    return (True, False, False, 100, 0, None, None, [(72, 100, 100, 2520)], [])\n";

bool isGood(const HostRig& rig, std::uint32_t index)
{
    return std::ranges::any_of(rig.all, [&](const ScriptAnswer& answer) {
        return answer.track == 2 && (answer.key & 0xFFFFFFFFU) == index + 1
            && answer.what == ScriptAnswer::What::Changed;
    });
}
}  // namespace

TEST_SUITE("scripts/host")
{
    TEST_CASE("What Python can stop costs its own step only, and the line is named")
    {
        if (clave::test::kHoldsSignalsBack)
            return clave::test::skip("the thread sanitizer holds signals back");
        HostRig rig;
        rig.send("settings", {{"graceMs", 3000}});  // on a busy machine Python may come to it late
        for (const Fault& fault : kStoppable) {
            INFO(std::string {fault.what});
            rig.texts.clear();
            rig.all.clear();
            rig.load("good", kGood);
            rig.load("fault", fault.text);
            rig.texts.clear();
            const auto before = rig.clock.now();
            rig.ask(kTracks, 0);
            REQUIRE(rig.until([&] { return rig.hasAll(kTracks, 0); }));
            MESSAGE(std::string {fault.what}
                << ": "
                << fmt::format("{:.1f} ms", static_cast<double>((rig.clock.now() - before).count()) / 1e6));
            CHECK(isGood(rig, 0));
            CHECK(rig.answers(1, 0) == 1);
            REQUIRE(rig.until([&] { return rig.count("error") > 0; }));
            auto error = rig.last("error");
            CHECK(error["script"] == "fault");
            CHECK(error["type"] == fault.type);
            CHECK(error["line"] == fault.line);
        }
        CHECK(rig.host.report().restarts == 0);
    }

    TEST_CASE("What nothing can stop costs its own step, and the spare takes over")
    {
        if (clave::test::kHoldsSignalsBack)
            return clave::test::skip("the thread sanitizer holds signals back");
        HostRig rig;
        std::uint32_t restarts = 0;
        for (const Fault& fault : kFatal) {
            INFO(std::string {fault.what});
            REQUIRE(rig.until([&] { return rig.host.report().hasSpare && rig.host.report().isRunning; }));
            rig.all.clear();
            rig.load("good", kGood);
            rig.load("fault", fault.text);
            rig.texts.clear();
            const auto before = rig.clock.now();
            rig.ask(kTracks, 0);
            REQUIRE(rig.until([&] { return rig.hasAll(kTracks, 0); }));
            const auto report = rig.host.report();
            MESSAGE(std::string {fault.what}
                << ": "
                << fmt::format("{:.1f} ms, of which {:.1f} from its end to the next answer",
                       static_cast<double>((rig.clock.now() - before).count()) / 1e6,
                       static_cast<double>(report.lastRecovery.count()) / 1e6));
            CHECK(isGood(rig, 0));
            CHECK(rig.answers(1, 0) == 1);
            CHECK(report.restarts == ++restarts);
            auto error = rig.last("error");
            CHECK(error["script"] == "fault");
            CHECK(error["hook"] == "step_1");
            CHECK(error["track"] == 1);
            CHECK(error["type"] == fault.type);
            CHECK(error["line"] == fault.line);
            CHECK(error["message"].get<std::string>().starts_with(report.lastStuck));
            if (fault.line > 0)
                CHECK(report.lastStuck.starts_with(fmt::format("fault.py:{} ", fault.line)));
        }
    }

    TEST_CASE("A script that ends its process three times is left out until its file changes")
    {
        HostRig rig;
        rig.load("good", kGood);
        const std::string bad = "import os\ndef step_1(i): os._exit(1)\n";
        rig.load("bad", bad);
        for (std::uint32_t i = 0; i < 4; ++i) {
            rig.ask(2, i);
            REQUIRE(rig.until([&] { return rig.hasAll(2, i) && rig.host.report().hasSpare; }));
        }
        CHECK(rig.host.report().restarts == 3);
        REQUIRE(rig.count("benched") == 1);
        CHECK(rig.last("benched")["script"] == "bad");
        CHECK(isGood(rig, 3));
        rig.load("bad", bad + "# another version\n");
        rig.ask(2, 4);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 4); }));
        CHECK(rig.host.report().restarts == 4);
    }

    TEST_CASE("A version that crashes while it is loaded gives way to the one before")
    {
        HostRig rig;
        rig.load(
            "song", "def step_1(i): return (True, False, False, 100, 0, None, None, [(60, 1, 1, 1)], [])\n");
        rig.load("song", "import ctypes\nctypes.string_at(0)\n");
        REQUIRE(rig.until([&] { return rig.count("loaded") == 2; }));
        CHECK(rig.last("error")["line"] == 2);
        rig.ask(1, 0);
        REQUIRE(rig.until([&] { return rig.hasAll(1, 0); }));
        CHECK(rig.all.back().what == ScriptAnswer::What::Changed);
        CHECK(rig.count("benched") == 0);
        rig.load("new", "import ctypes\nctypes.string_at(0)\n");
        REQUIRE(rig.until([&] { return rig.count("benched") == 1; }));
        CHECK(rig.last("benched")["script"] == "new");
    }

    TEST_CASE("A new version that crashes when it first runs gives way to the one before")
    {
        HostRig rig;
        rig.load("song", kGood);
        rig.load("song", "import os\ndef step_2(i): os._exit(1)\n");
        rig.ask(2, 0);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 0) && rig.count("loaded") == 3; }));
        CHECK(rig.last("error")["message"].get<std::string>().ends_with("the version before plays on"));
        rig.ask(2, 1);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 1); }));
        CHECK(isGood(rig, 1));
        CHECK(rig.host.report().restarts == 1);
    }

    TEST_CASE("A thread that lets nothing else run is ended with the process, and the others play on")
    {
        HostRig rig;
        rig.load("good", kGood);
        rig.load("thread", R"(
import ctypes, os, threading
def step_1(i):
    if i == 0:
        threading.Thread(target=lambda: ctypes.PyDLL(None).sleep(60), daemon=True).start()
)");
        rig.ask(2, 0);
        REQUIRE(rig.until([&] { return rig.host.report().restarts == 1; }));
        rig.ask(2, 1);
        REQUIRE(rig.until([&] { return rig.hasAll(2, 1); }));
        CHECK(isGood(rig, 1));
        CHECK(rig.last("error")["message"].get<std::string>().find("thread") != std::string::npos);
    }

    TEST_CASE("A script that closes Clave's files is named, and left out after three times")
    {
        HostRig rig;
        rig.load("good", kGood);
        rig.load("closer", "import os\ndef step_1(i): os.closerange(0, 1000)\n");
        for (std::uint32_t i = 0; i < 4; ++i) {
            CAPTURE(i);
            rig.ask(2, i);
            REQUIRE(rig.until([&] {
                return rig.hasAll(2, i) && rig.host.report().hasSpare
                    && rig.host.report().restarts == std::min(i + 1, 3U);
            }));
        }
        CHECK(rig.last("error")["script"] == "closer");
        CHECK(rig.count("benched") == 1);
        CHECK(isGood(rig, 3));
    }

    TEST_CASE("Knobs and state are what they were when a successor loads a script")
    {
        HostRig rig;
        rig.load("keeper", R"(
import _clave, json, os
def press():
    _clave.send("state", json.dumps({"script": "keeper", "state": {"held": [1, 2]}}))
    _clave.send("value", json.dumps({"script": "keeper", "knob": "mode", "value": "up"}))
    os._exit(0)
_clave.send("log", json.dumps([knobs, state]))
)");
        rig.send("knob", {{"script", "keeper"}, {"knob", "rate"}, {"value", 0.5}});
        rig.send("press", {{"script", "keeper"}, {"knob", "press"}});
        REQUIRE(rig.until([&] { return rig.count("log") == 2; }));
        CHECK(rig.last("log") == nlohmann::json::parse(R"([{"rate": 0.5, "mode": "up"}, {"held": [1, 2]}])"));
    }

    TEST_CASE("A successor knows the song without being told again")
    {
        HostRig rig;
        rig.send(
            "pattern", {{"track", 7}, {"slot", 0}, {"pattern", {{"name", std::string(3'000'000, 'x')}}}});
        rig.send("eval", {{"id", 1}, {"script", ""}, {"text", "__import__('os')._exit(1)"}});
        REQUIRE(rig.until([&] { return rig.count("reply") == 1; }));
        CHECK(rig.last("reply")["ok"] == false);
        rig.send("eval", {{"id", 2}, {"script", ""}, {"text", "len(here.pattern['pattern']['name'])"}});
        REQUIRE(rig.until([&] { return rig.count("reply") == 2; }));
        CHECK(rig.last("reply")["id"] == 2);
        CHECK(rig.last("reply")["text"] == "3000000");
    }

    TEST_CASE("Busy threads and copies of the process hold nobody up, and go with the host")
    {
        std::ifstream pid;
        int group = 0;
        {
            HostRig rig;
            rig.send("settings",
                {{"budgetMs", 500}, {"graceMs", 3000}});  // there are more busy threads than cores
            rig.load("good", kGood);
            rig.load("busy", R"(
import os, threading
def busy():
    while True: pass
def step_1(i):
    if i == 0:
        for n in range(4):
            threading.Thread(target=busy, daemon=True).start()
        for n in range(2):
            if os.fork() == 0:
                busy()
)");
            for (std::uint32_t i = 0; i < 20; ++i) {
                rig.ask(kTracks, i);
                REQUIRE(rig.until([&] { return rig.hasAll(kTracks, i); }));
                CHECK(isGood(rig, i));
            }
            CHECK(rig.host.report().restarts == 0);
            group = rig.host.report().process;
            REQUIRE(group > 0);
        }
        HostRig later;
        CHECK(later.until([&] { return ::kill(-group, 0) != 0; }));
    }
}
