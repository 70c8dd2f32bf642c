// A host over its life: reloads, rendering, what is missing on the machine.
#include "scripts/host/script_host.hpp"

#include "tests/scripts/host/host_rig.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using clave::ScriptAnswer;
using clave::ScriptAsk;
using clave::ScriptHostOptions;
using clave::test::HostRig;
using clave::test::TempFolder;

namespace {

/// Memory that the process holds, in KiB.
long residentKb(int process)
{
    std::ifstream in {"/proc/" + std::to_string(process) + "/statm"};
    long all = 0;
    long resident = 0;
    in >> all >> resident;
    return resident * 4;
}

bool isChanged(const HostRig& rig)
{
    return !rig.all.empty() && rig.all.back().what == ScriptAnswer::What::Changed;
}
}  // namespace

TEST_SUITE("scripts/host")
{
    TEST_CASE("A thousand reloads leak nothing")
    {
        if (clave::test::kKeepsMemory)
            return clave::test::skip("sanitizers keep what was freed");
        HostRig rig;
        const std::string text = "import json\ntable = {i: [i] * 10 for i in range(2000)}\n"
                                 "class Memory:\n    def __init__(self): self.me = self\nmemory = Memory()\n"
                                 "def step_1(i): return None\n# ";
        for (int i = 0; i < 100; ++i)
            rig.load("script", text + std::to_string(i));
        const long before = residentKb(rig.host.report().process);
        for (int i = 0; i < 1000; ++i)
            rig.load("script", text + std::to_string(i));
        CHECK(rig.count("loaded") == 1100);
        const long after = residentKb(rig.host.report().process);
        MESSAGE("resident: " << before << " KiB, after 1,000 reloads " << after << " KiB");
        CHECK(after - before < 4096);  // one version of the table is 300 KiB
    }

    TEST_CASE("A song with numpy in a hook plays after ten reloads")
    {
        if (!std::filesystem::exists("/usr/lib/python3/dist-packages/numpy"))
            return clave::test::skip("python3-numpy is not installed");
        HostRig rig;
        for (int i = 0; i < 11; ++i) {
            rig.load("waves",
                "import numpy as np\ndef step_1(i):\n    return (True, False, False, np.int64(100), 0, None, "
                "None, "
                "[(np.float32(60.4), int(np.cumsum([1, 2, 3])[-1]), 100, 2520)], [])\n#"
                    + std::to_string(i));
            rig.ask(1, static_cast<std::uint32_t>(i));
            REQUIRE(rig.until([&] { return rig.hasAll(1, static_cast<std::uint32_t>(i)); }));
        }
        CHECK(rig.count("error") == 0);
        REQUIRE(isChanged(rig));
        CHECK(rig.all.back().step.notes[0] == clave::Note {60, 6, 100, clave::Gate::of(2520)});
    }

    TEST_CASE("Rendering waits for a hook as long as it takes")
    {
        ScriptHostOptions options = HostRig::plain();
        options.hasSpare = false;
        HostRig rig {options};
        rig.send("settings", {{"budgetMs", 5000}});
        rig.load("slow",
            "import time\ndef step_1(i):\n    time.sleep(0.1)\n"
            "    return (True, False, False, 100, 0, None, None, [(60, 100, 100, 2520)], [])\n");
        REQUIRE(rig.settle());
        std::vector<ScriptAsk> asks(3);
        asks[0].what = asks[1].what = ScriptAsk::What::Step;
        asks[0].track = asks[1].track = 1;
        asks[1].index = 1;
        REQUIRE(rig.runSlice(asks));
        REQUIRE(rig.all.size() == 2);
        CHECK(rig.all[0].what == ScriptAnswer::What::Changed);
        CHECK(rig.all[1].what == ScriptAnswer::What::Changed);
    }

    TEST_CASE("A script that ends its process ends a rendering with a sentence")
    {
        HostRig rig;
        rig.load("bad", "import os\ndef step_1(i): os._exit(3)\n");
        std::vector<ScriptAsk> asks(1);
        asks[0].what = ScriptAsk::What::Step;
        asks[0].track = 1;
        const auto done = rig.runSlice(asks);
        REQUIRE_FALSE(done);
        CHECK(done.error().message == "bad (step_1) ended the process of scripts (exit 3)");
    }

    TEST_CASE("Notes of a script's own have names of their own, in order")
    {
        HostRig rig;
        rig.load("loop",
            "import _clave\ndef cycle(until):\n    for n in range(3):\n"
            "        _clave.note(9, n * 10, n * 10 + 5, 60 + n, 100, False)\n"
            "    _clave.locks(9, 40, [('cc', 1, 2)])\n");
        rig.ask(0, 0);
        REQUIRE(rig.until([&] { return rig.all.size() == 4; }));
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(rig.all[i].what == ScriptAnswer::What::Note);
            CHECK(rig.all[i].track == 9);
            CHECK(rig.all[i].at.units == static_cast<std::int64_t>(i) * 10);
            CHECK(rig.all[i].off.units == static_cast<std::int64_t>(i) * 10 + 5);
            CHECK(rig.all[i].key != rig.all[i + 1].key);
        }
        CHECK(rig.all[3].what == ScriptAnswer::What::Locks);
    }

    TEST_CASE("Floods of texts and answers arrive whole")
    {
        HostRig rig;
        rig.send("settings", {{"budgetMs", 5000}});
        rig.load("flood",
            "import _clave, json\ndef cycle(until):\n    for n in range(20000):\n"
            "        _clave.note(1, n, n + 1, 60, 100, False)\n"
            "    for n in range(20):\n        _clave.send('log', json.dumps('x' * 300000))\n");
        rig.ask(0, 0);
        REQUIRE(rig.until([&] { return rig.all.size() == 20000 && rig.count("log") == 20; }));
        CHECK(rig.last("log") == std::string(300000, 'x'));
        CHECK(rig.host.report().restarts == 0);
    }

    TEST_CASE("What is printed past Python is in the log, and fills nothing up")
    {
        HostRig rig;
        rig.load("printer", "import os\nos.system('echo hello')\nos.write(1, b'x' * 10**7)\n");
        CHECK(rig.until([&] { return rig.last("log")["text"] == "hello" || rig.count("log") > 1; }));
        CHECK(rig.count("loaded") == 1);
    }

    TEST_CASE("Without Python there is a sentence, and no script")
    {
        TempFolder folder;
        std::filesystem::copy_file("/proc/self/exe", folder.file("clave"));  // no clave_python.so beside it
        ScriptHostOptions options = HostRig::plain();
        options.program = folder.file("clave");
        HostRig rig {options};
        REQUIRE(rig.until([&] { return !rig.host.report().problem.empty(); }));
        CHECK(rig.host.report().problem.starts_with("Python 3."));
        CHECK(rig.host.report().problem.find("apt install libpython3.") != std::string::npos);
        CHECK_FALSE(rig.host.report().isRunning);
        std::vector<ScriptAsk> asks(1);
        CHECK_FALSE(rig.host.trySend(asks[0]));
        CHECK_FALSE(rig.runSlice(asks));
    }

    TEST_CASE("An environment of another Python is refused with a sentence, one of the same is used")
    {
        TempFolder folder;
        folder.write("old/pyvenv.cfg", "home = /usr/bin\nversion = 3.4.1\n");
        folder.write("old/bin/python3", "");
        ScriptHostOptions options = HostRig::plain();
        options.environment = folder.file("old");
        HostRig refused {options};
        REQUIRE(refused.until([&] { return !refused.host.report().problem.empty(); }));
        CHECK(refused.host.report().problem.find("is an environment of Python 3.4 and Clave runs 3.")
            != std::string::npos);

        HostRig plain;
        REQUIRE(plain.until([&] { return plain.host.report().isRunning; }));
        const std::string version = plain.host.report().python;
        const std::string minor = version.substr(0, version.rfind('.'));
        folder.write("new/pyvenv.cfg",
            "home = /usr/bin\ninclude-system-site-packages = true\nversion = " + version + "\n");
        folder.write("new/lib/python" + minor + "/site-packages/mine.py", "answer = 42\n");
        std::filesystem::create_directories(folder.file("new/bin"));
        std::filesystem::create_symlink("/usr/bin/python" + minor, folder.file("new/bin/python3"));
        options.environment = folder.file("new");
        HostRig used {options};
        used.load("uses", "import mine, _clave\n_clave.send('log', str(mine.answer))\n");
        CHECK(used.last("log") == 42);
    }
}
