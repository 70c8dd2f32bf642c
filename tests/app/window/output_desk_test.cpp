#include "app/window/output_desk.hpp"

#include "app/shared_output.hpp"
#include "core/ports/recording_output.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace clave;

namespace {
PortInfo synth(const char* name)
{
    return {name, PortKind::Hardware, MidiApi::Alsa};
}

PortList with(std::vector<PortInfo> outputs)
{
    PortList list;
    list.outputs = std::move(outputs);
    list.api = MidiApi::Alsa;
    return list;
}

/// A studio: devices that are opened when they are asked for, and an engine's list of outputs.
struct Studio {
    int opened = 0;
    std::map<std::size_t, std::unique_ptr<MidiOutput>> engine;

    OutputDesk::Open open()
    {
        return [this](const PortChoice& choice) -> Result<OpenedOutput> {
            ++opened;
            const auto name = choice.what == PortChoice::What::Port ? choice.port.name
                : choice.what == PortChoice::What::Synth            ? std::string {"built-in synth"}
                                                                    : std::string {"silent"};
            return OpenedOutput {std::make_unique<RecordingOutput>(name), choice, name};
        };
    }
    /// The song plays on `main`, and its ports with it.
    SongOutputs start(PortChoice main, std::size_t ports)
    {
        SongOutputs outputs;
        const auto name = main.what == PortChoice::What::Port ? main.port.name : std::string {"main"};
        const auto output = std::make_shared<RecordingOutput>(name);
        for (std::size_t i = 0; i <= ports; ++i) {
            outputs.names.push_back(name);
            outputs.places.push_back({main, output, i > 0});
            engine[i] = std::make_unique<SharedOutput>(output, i == 0);
        }
        return outputs;
    }
    std::size_t apply(std::vector<OutputDesk::Change> changes)
    {
        for (auto& change : changes)
            engine[change.number] = std::move(change.output);
        return changes.size();
    }
    std::string at(std::size_t number) { return engine[number] ? engine[number]->name() : "nothing"; }
};

PortChoice on(const char* name)
{
    PortChoice choice;
    choice.what = PortChoice::What::Port;
    choice.port = synth(name);
    return choice;
}

std::vector<PortSetup> ports(std::vector<std::pair<std::string, std::string>> all)
{
    std::vector<PortSetup> result;
    for (auto& [name, match] : all) {
        PortSetup port;
        port.name = name;
        port.match = match;
        result.push_back(port);
    }
    return result;
}
}  // namespace

TEST_SUITE("app/window/OutputDesk")
{
    TEST_CASE("another main output takes along the ports that have none of their own")
    {
        Studio studio;
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 1), ports({{"bass", ""}}), {}};
        auto changes = desk.use(0, "Minilogue", with({synth("Volca"), synth("Minilogue")}));
        REQUIRE(changes.has_value());
        CHECK(studio.apply(std::move(*changes)) == 2);
        CHECK(studio.at(0) == "Minilogue");
        CHECK(studio.at(1) == "Minilogue");
        CHECK(studio.opened == 1);
        CHECK(desk.shown()[1].name == "Minilogue");
    }

    TEST_CASE("a port that gets a device of its own stays there when the main output changes")
    {
        Studio studio;
        const auto list = with({synth("Volca"), synth("Minilogue"), synth("Bass Station")});
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 1), ports({{"bass", ""}}), {}};
        studio.apply(*desk.use(1, "station", list));
        CHECK(studio.at(0) == "Volca");
        CHECK(studio.at(1) == "Bass Station");
        studio.apply(*desk.use(0, "Minilogue", list));
        CHECK(studio.at(1) == "Bass Station");
        studio.apply(*desk.use(1, "", list));
        CHECK(studio.at(1) == "Minilogue");
    }

    TEST_CASE("two ports on one device share it, and it counts once")
    {
        Studio studio;
        const auto list = with({synth("Volca"), synth("Minilogue")});
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 1), ports({{"bass", ""}}), {}};
        studio.apply(*desk.use(1, "Minilogue", list));
        studio.apply(*desk.use(0, "Minilogue", list));
        CHECK(studio.opened == 1);
        CHECK(studio.at(0) == "Minilogue");
        TimedMessage note {
            TimePoint {}, 1, 0, TimedMessage::What::Send, Message::noteOn(Channel::from1to16(1), 60, 100)};
        CHECK(studio.engine[0]->tryPost(note));
        studio.engine[0]->flush();
        CHECK(studio.engine[0]->report().open == studio.engine[1]->report().open);
        CHECK(studio.engine[1]->report().sounding == 0);
    }

    TEST_CASE("what is not there leaves everything as it was")
    {
        Studio studio;
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 0), {}, {}};
        const auto changes = desk.use(0, "Prophet", with({synth("Volca")}));
        REQUIRE_FALSE(changes.has_value());
        CHECK(changes.error().message.find("Prophet") != std::string::npos);
        CHECK(studio.opened == 0);
        CHECK(desk.shown()[0].name == "Volca");
        CHECK_FALSE(desk.isWaiting());
    }

    TEST_CASE("another song's ports are opened, and those it has no more are closed")
    {
        Studio studio;
        const auto list = with({synth("Volca"), synth("Minilogue")});
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 2), ports({{"a", ""}, {"b", ""}}), {}};
        CHECK(studio.apply(desk.follow(ports({{"a", ""}, {"b", ""}}), list)) == 0);
        CHECK(studio.apply(desk.follow(ports({{"lead", "mini"}}), list)) == 2);
        CHECK(studio.at(0) == "Volca");
        CHECK(studio.at(1) == "Minilogue");
        CHECK(studio.at(2) == "nothing");
        CHECK(studio.opened == 1);
    }

    TEST_CASE("a device that a song names and that comes later is played on when it is there")
    {
        Studio studio;
        OutputDesk desk {studio.open(), studio.start(on("Volca"), 0), {}, {}};
        studio.apply(desk.follow(ports({{"lead", "mini"}}), with({synth("Volca")})));
        CHECK(studio.at(1) == "Volca");
        CHECK(desk.isWaiting());
        REQUIRE(desk.troubles().size() == 1);
        CHECK(desk.troubles()[0].find("lead") != std::string::npos);
        CHECK(studio.apply(desk.retry(with({synth("Volca")}))) == 0);
        studio.apply(desk.retry(with({synth("Volca"), synth("Minilogue")})));
        CHECK(studio.at(1) == "Minilogue");
        CHECK(desk.troubles().empty());
        CHECK_FALSE(desk.isWaiting());
    }

    TEST_CASE("silence ends when something can be played on, unless it was asked for")
    {
        PortChoice nowhere;
        Studio studio;
        OutputDesk desk {studio.open(), studio.start(nowhere, 0), {}, {}};
        CHECK(desk.isSilent());
        studio.apply(desk.retry(with({synth("Volca")})));
        CHECK(studio.at(0) == "built-in synth");
        CHECK_FALSE(desk.isSilent());
        OutputDesk quiet {studio.open(), studio.start(nowhere, 0), {}, {"none", {}}};
        CHECK_FALSE(quiet.isSilent());
        CHECK_FALSE(quiet.isWaiting());
    }
}
