#include "app/ports/open_output.hpp"
#include "app/ports/synth/offline_synth.hpp"
#include "app/ports/synth/synth_sink.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/app/ports/jack_server.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <vector>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE("app/ports/synth")
{
    TEST_CASE("the built-in synth plays a piano without anything set up")
    {
        auto synth = OfflineSynth::make();
        REQUIRE(synth.has_value());
        synth->play(Message::noteOn(Channel {}, 60, 100));
        std::vector<float> samples(9'600);
        synth->render(samples);
        CHECK(*std::max_element(samples.begin(), samples.end()) > 0.01F);
    }

    TEST_CASE("a soundfont that is not there is one sentence")
    {
        setenv("CLAVE_SOUNDFONT", "/no/such.sf2", 1);
        const auto synth = OfflineSynth::make();
        unsetenv("CLAVE_SOUNDFONT");
        REQUIRE_FALSE(synth.has_value());
        CHECK(synth.error().message
            == "/no/such.sf2 (from CLAVE_SOUNDFONT) is not a soundfont that can be read.");
    }

    TEST_CASE("where a JACK server runs the synth plays on it, and ends with it")
    {
        unsetenv("XDG_RUNTIME_DIR");
        unsetenv("PULSE_SERVER");
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        auto opened = openBestOutput({}, {});
        REQUIRE(opened.has_value());
        CHECK(opened->description == "built-in synth on JACK");
        CHECK(opened->choice.what == PortChoice::What::Synth);
        const SteadyClock clock;
        TimedMessage note;
        note.due = clock.now();
        note.voice = 1;
        note.message = Message::noteOn(Channel {}, 60, 100);
        CHECK(opened->output->tryPost(note));
        opened->output->flush();
        SUBCASE("a server that ends is reported, and the next one joined")
        {
            server.restart();
            REQUIRE(server.trouble().empty());
            const TimePoint patience = clock.now() + 5s;
            bool wasLost = false;
            while (clock.now() < patience && !(wasLost && opened->output->report().open)) {
                wasLost = wasLost || !opened->output->report().open;
                clock.sleepUntil(clock.now() + 5ms);
            }
            CHECK(wasLost);
            CHECK(opened->output->report().open);
        }
        SUBCASE("it is closed at once") {}
        const TimePoint before = clock.now();
        opened->output.reset();
        CHECK(clock.now() - before < 400ms);
    }

    TEST_CASE("without any audio the synth says so in one sentence")
    {
        unsetenv("XDG_RUNTIME_DIR");
        unsetenv("PULSE_SERVER");
        setenv("JACK_DEFAULT_SERVER", "clave-test-nobody", 1);
        if (const auto sink = SynthSink::open())
            return test::skip("this machine has a sound card");
        else
            CHECK(sink.error().message
                == "The built-in synth finds no audio: no PipeWire, PulseAudio, JACK or sound card opens.");
    }
}
