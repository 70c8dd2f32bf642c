#include "app/window/ui/fields.hpp"
#include "app/window/ui/page.hpp"
#include "app/window/ui/settings_parts.hpp"
#include "app/window/ui/widgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
struct BuiltIn {
    const char* port;
    const char* words;
};
constexpr std::array kBuiltIn {BuiltIn {"synth", "built-in synth"},
    BuiltIn {"virtual", "a port for other programs"}, BuiltIn {"none", "nothing: silent"}};

void set(Context& ui, std::size_t output, const PortSetup& setup, std::uint64_t gesture)
{
    ui.asks.command(SetPorts {withSetup(ui.song(), output, setup)}, gesture);
}

void drawPlays(Context& ui, const Rect& at, std::size_t output, const std::string& playsOn)
{
    auto choices = ui.frame.outputChoices;
    const auto known = std::ranges::find(choices, playsOn);
    const auto now = known != choices.end()
        ? std::optional {static_cast<std::size_t>(known - choices.begin())}
        : std::nullopt;
    for (const BuiltIn& builtIn : kBuiltIn)
        choices.emplace_back(builtIn.words);
    const auto chosen = chooser(ui, fmt::format("output.{}.port", output), at, "", choices, now, playsOn);
    if (!chosen)
        return;
    const std::size_t ports = ui.frame.outputChoices.size();
    ui.asks.wish(wish::UseOutput {
        output, *chosen < ports ? choices[*chosen] : std::string(kBuiltIn[*chosen - ports].port)});
}

void drawOffsets(Context& ui, const Rect& row, std::size_t output)
{
    const PortSetup setup = setupOf(ui.song(), output);
    const std::string name = fmt::format("output.{}.", output);
    if (const auto offset = valueField(ui, column(ui, row, 0, 3),
            {.name = name + "offset",
                .words = "Later by",
                .value = setup.offsetMs,
                .least = -kMaxPortOffsetMs,
                .most = kMaxPortOffsetMs,
                .step = 0.5,
                .normal = 0.0,
                .shown = fmt::format("{:+.1f} ms", setup.offsetMs)})) {
        PortSetup changed = setup;
        changed.offsetMs = offset->value;
        set(ui, output, changed, offset->gesture);
    }
    if (toggle(ui, name + "clock", column(ui, row, 1, 3), "Send MIDI clock", setup.sendsClock,
            "Clock, start, stop and position for what follows us")) {
        PortSetup changed = setup;
        changed.sendsClock = !setup.sendsClock;
        set(ui, output, changed, ui.asks.newGesture());
    }
    if (!setup.sendsClock)
        return;
    if (const auto offset = valueField(ui, column(ui, row, 2, 3),
            {.name = name + "clockOffset",
                .words = "Clock by",
                .value = setup.clockOffsetMs,
                .least = -kMaxPortOffsetMs,
                .most = kMaxPortOffsetMs,
                .step = 0.5,
                .normal = 0.0,
                .shown = fmt::format("{:+.1f} ms", setup.clockOffsetMs)})) {
        PortSetup changed = setup;
        changed.clockOffsetMs = offset->value;
        set(ui, output, changed, offset->gesture);
    }
}

void drawOutput(Context& ui, Rect& area, std::size_t output)
{
    const Song& song = ui.song();
    const std::string name = fmt::format("output.{}.", output);
    const bool isOpened = output < ui.frame.outputs.size();
    const OutputView none {"nothing", {}};
    const OutputView& view = isOpened ? ui.frame.outputs[output] : none;
    Rect row = nextRow(ui, area, 28.0F);
    if (output > 0) {
        if (button(ui, name + "remove", cutRight(row, ui.px(74)), "Remove", Face::Plain,
                "Its tracks play on the main output then"))
            removePort(ui, output - 1);
        row.most.x -= ui.px(4);
    }
    if (button(ui, name + "test", cutRight(row, ui.px(84)), "Test note"))
        ui.asks.wish(wish::TestNote {output});
    row.most.x -= ui.px(4);
    Rect who = cutLeft(row, row.size().x * 0.36F);
    who.most.x -= ui.px(6);
    const auto setup = setupOf(song, output);
    if (output == 0)
        label(ui, who, "Main output", ui.theme.text);
    else if (isPortUsed(song, setup.name))
        label(ui, who, setup.name, ui.theme.text);
    else if (const auto to = nameField(ui, name + "name", who, setup.name, "Name"); to && !to->empty()) {
        PortSetup changed = setup;
        changed.name = *to;
        set(ui, output, changed, ui.asks.newGesture());
    }
    drawPlays(ui, row, output, view.name);
    const auto words = statusInWords(view.report);
    const bool isWell = view.report.open && view.report.late + view.report.dropped == 0;
    const float used =
        paragraph(ui, area, words, isWell ? ui.theme.textQuiet : ui.theme.warning, ui.fonts.small);
    ui.rects.note(name + "status", {area.least, {area.most.x, area.least.y + used}});
    area.least.y += used + ui.px(4);
    drawOffsets(ui, nextRow(ui, area, 28.0F), output);
    area.least.y += ui.px(8);
}

void drawInput(Context& ui, Rect& area, std::size_t index, const std::string& name)
{
    const auto found = std::ranges::find(ui.frame.inputs, name, &InputView::name);
    const bool isOn = found != ui.frame.inputs.end();
    Rect row = nextRow(ui, area, 26.0F);
    Rect left = cutLeft(row, row.size().x * 0.5F);
    left.most.x -= ui.px(8);
    if (toggle(ui, fmt::format("input.{}", index), left, name, isOn)) {
        std::vector<std::string> ports;
        for (const InputView& input : ui.frame.inputs) {
            if (input.name != name)
                ports.push_back(input.name);
        }
        if (!isOn)
            ports.push_back(name);
        ui.asks.wish(wish::UseInputs {std::move(ports)});
    }
    label(ui, row, isOn ? statusInWords(found->report) : "not listened to",
        isOn && !found->report.open ? ui.theme.warning : ui.theme.textQuiet, ui.fonts.small);
}
}  // namespace

void drawOutputs(Context& ui, Rect& area)
{
    heading(ui, area, "Outputs");
    const Song& song = ui.song();
    for (std::size_t output = 0; output <= song.ports.size(); ++output) {
        // The song's port without a name is the main output.
        if (output == 0 || !song.ports[output - 1].name.empty())
            drawOutput(ui, area, output);
    }
    const Rect row = nextRow(ui, area, 28.0F);
    if (button(ui, "outputs.add", column(ui, row, 0, 2), "Add an output", Face::Plain,
            "A name that tracks of this song can be sent to")
        && song.ports.size() < kMaxPorts) {
        auto ports = song.ports;
        ports.push_back({.name = freePortName(song), .match = {}});
        ui.asks.command(SetPorts {std::move(ports)}, ui.asks.newGesture());
    }
    if (button(ui, "ports.look", column(ui, row, 1, 2), "Look for ports again"))
        ui.asks.wish(wish::LookForPorts {});
    area.least.y += ui.px(8);
}

void drawInputs(Context& ui, Rect& area)
{
    heading(ui, area, "Keyboards and inputs");
    auto names = ui.frame.inputChoices;
    for (const InputView& input : ui.frame.inputs) {
        if (std::ranges::find(names, input.name) == names.end())
            names.push_back(input.name);  // unplugged: it can still be switched off
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        drawInput(ui, area, i, names[i]);
    if (names.empty()) {
        area.least.y += paragraph(ui, area,
            "No MIDI input is there: plug in a keyboard, then press Look for ports again. The computer's "
            "keys play too: press R, or switch them on below.",
            ui.theme.textQuiet, ui.fonts.small);
    }
    area.least.y += ui.px(8);
}

}  // namespace clave
