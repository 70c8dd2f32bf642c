#include "app/terminal/terminal_view.hpp"

#include "app/terminal/step_cells.hpp"
#include "app/terminal/text_width.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace clave;

namespace {
using Cell = TerminalModel::Cell;
using Sound = TerminalModel::Track::Sound;

TerminalModel::Track track(std::string name, std::size_t steps)
{
    TerminalModel::Track result;
    result.name = std::move(name);
    result.pattern = "A";
    result.output = "built-in synth";
    result.cells.assign(steps, Cell::Off);
    for (std::size_t i = 0; i < steps; i += 4)
        result.cells[i] = Cell::On;
    return result;
}

TerminalModel nightBus()
{
    TerminalModel model;
    model.song = "Night bus";
    model.playing = true;
    model.bar = 2;
    model.beat = 1;
    model.scene = 0;
    model.sceneCount = 4;
    model.sceneName = "Verse";
    model.output = "built-in synth";
    model.lateness = "p99 0.1 ms, worst 1.2 ms";
    model.tracks = {track("Drums", 16), track("Bass", 32)};
    return model;
}

std::string shown(const TerminalModel& model, TerminalSize size = {}, bool unicode = false)
{
    std::string text;
    for (const auto& line : terminalLines(model, size, unicode))
        text += plainText(line) + "\n";
    return text;
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}
}  // namespace

TEST_SUITE("app/terminal/terminal_view")
{
    TEST_CASE("position, tempo, metre, scene and output can be read")
    {
        const auto text = shown(nightBus());
        for (const auto* part : {"Night bus", "> playing", "3.2", "4/4", "120 bpm", "scene 1 of 4  Verse",
                 "on built-in synth", "p99 0.1 ms", "late 0", "dropped 0", "? keys  q quit"}) {
            CAPTURE(part);
            CHECK(has(text, part));
        }
    }

    TEST_CASE("32 steps fit 80 columns whole, in groups of four")
    {
        auto model = nightBus();
        CHECK(has(shown(model), " x... x... x... x... x... x... x... x... A"));
    }

    TEST_CASE("the step that plays is marked, and the mark tells whether it sounded")
    {
        auto model = nightBus();
        model.tracks[0].playing = 4;
        model.tracks[0].fired = true;
        CHECK(has(shown(model), " x... X... x... x... A"));
        model.tracks[0].fired = false;
        CHECK(has(shown(model), " x... o... x... x... A"));
        model.tracks[0].playing = 5;
        CHECK(has(shown(model), " x... x|.. x... x... A"));
    }

    TEST_CASE("of a pattern that is longer than the line the page that plays is shown and named")
    {
        auto model = nightBus();
        model.tracks[1] = track("Bass", 128);
        model.tracks[1].playing = 33;
        const auto text = shown(model);
        CHECK(has(text, " x|.. x... "));
        CHECK(has(text, "A 33-64/128"));
        CHECK(has(shown(model, {200, 24}), "|"));
        CHECK_FALSE(has(shown(model, {200, 24}), "33-64"));
    }

    TEST_CASE("the last page of an odd length is as short as it is")
    {
        auto odd = track("Odd", 37);
        odd.playing = 36;
        const auto page = cellPage(odd, cellsWidth(32));
        CHECK(page.first == 32);
        CHECK(page.count == 5);
        CHECK(plainText(stepCells(odd, page, false)) == "x... o");
    }

    TEST_CASE("steps outside the played part look different")
    {
        auto model = nightBus();
        std::fill(model.tracks[0].cells.begin() + 12, model.tracks[0].cells.end(), Cell::Outside);
        CHECK(has(shown(model), " x... x... x... ---- A"));
    }

    TEST_CASE("mutes, solos and tracks left out by a solo carry a letter, not only a color")
    {
        auto model = nightBus();
        model.tracks[0].sound = Sound::Muted;
        model.tracks[1].solo = true;
        CHECK(has(shown(model), "1 M Drums"));
        CHECK(has(shown(model), "2 S Bass"));
        model.tracks[0].sound = Sound::LeftOut;
        CHECK(has(shown(model), "1 - Drums"));
    }

    TEST_CASE("a queued scene and a queued pattern are shown until they come")
    {
        auto model = nightBus();
        model.queued = "Chorus in 2 bars";
        model.tracks[0].queued = "B";
        CHECK(has(shown(model), "Verse  -> Chorus in 2 bars"));
        CHECK(has(shown(model), "A -> B"));
    }

    TEST_CASE("a track on another output says which")
    {
        auto model = nightBus();
        model.tracks[1].output = "Minilogue";
        CHECK(has(shown(model), "(Minilogue)"));
        CHECK_FALSE(has(shown(model), "(built-in synth)"));
    }

    TEST_CASE("undo, redo, an offered synth, a message and unsaved changes are told")
    {
        auto model = nightBus();
        model.undo = "tempo";
        model.offer = "Minilogue";
        model.modified = true;
        CHECK(has(shown(model), "z undoes: tempo"));
        CHECK(has(shown(model), "Minilogue is there: press o"));
        CHECK(has(shown(model), "Night bus *"));
        model.message = "saved";
        CHECK(has(shown(model), " saved"));
    }

    TEST_CASE("the keys are listed on request")
    {
        auto model = nightBus();
        CHECK_FALSE(has(shown(model), "mute a track"));
        model.showsKeys = true;
        CHECK(has(shown(model), "1 to 9         mute a track"));
        CHECK(has(shown(model), "q              quit"));
    }

    TEST_CASE("the selected track is always among those shown")
    {
        auto model = nightBus();
        model.tracks.assign(60, track("Many", 16));
        for (const std::size_t selected : {0U, 5U, 30U, 59U}) {
            CAPTURE(selected);
            model.selected = selected;
            for (const std::size_t rows : {6U, 10U, 24U}) {
                const auto text = shown(model, {80, rows});
                CHECK(has(text, "\n> "));
                CHECK(has(text, std::to_string(selected + 1) + "   Many"));
            }
        }
    }

    TEST_CASE("whatever the size, the lines are as many as the rows and never wider than the screen")
    {
        auto model = nightBus();
        model.tracks[0].name = "音楽音楽音楽音楽音楽";
        model.tracks[1] = track("Küche", 128);
        model.queued = "a scene with quite a long name in 12 bars";
        model.message = std::string(300, 'm');
        for (std::size_t columns = 0; columns < 140; ++columns) {
            for (const std::size_t rows : {0U, 1U, 3U, 4U, 7U, 8U, 13U, 14U, 24U}) {
                for (const bool keys : {false, true}) {
                    model.showsKeys = keys;
                    const auto lines = terminalLines(model, {columns, rows}, true);
                    REQUIRE(lines.size() == rows);
                    for (const auto& line : lines)
                        REQUIRE(displayWidth(plainText(line)) <= columns);
                }
            }
        }
    }

    TEST_CASE("without UTF-8 everything but names is ASCII")
    {
        auto model = nightBus();
        model.queued = "Chorus in 2 bars";
        model.tracks[0].playing = 4;
        const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        CHECK(std::ranges::all_of(shown(model), isAscii));
        CHECK_FALSE(std::ranges::all_of(shown(model, {}, true), isAscii));
    }
}
