#include "tests/controllers/surface/surface_rig.hpp"

#include "controllers/device/profile_file.hpp"
#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_file.hpp"

#include <stdexcept>
#include <utility>

namespace clave::test {

Studio::Studio(Song song) : session(std::move(song)), reader_(session.published()) {}

SurfaceView Studio::view()
{
    status.trackCount = static_cast<std::uint16_t>(song().tracks.size());
    for (std::size_t i = 0; i < song().tracks.size(); ++i)
        status.tracks[i].id = song().tracks[i]->id;
    return {
        *reader_.latest(), status, now, !session.undoLabel().empty(), !session.redoLabel().empty(), knobs};
}

void Studio::apply(CommandWhat what, std::uint64_t gesture, const std::string& source)
{
    ++commands;
    if (const auto done = session.apply({std::move(what), source, gesture}); !done)
        refusals.push_back(done.error().message);
}

void Studio::playAt(std::size_t track, std::size_t slot, std::size_t step)
{
    status.playing = true;
    status.tracks[track].slot = static_cast<std::int16_t>(slot);
    status.tracks[track].step = static_cast<std::int16_t>(step);
}

const Pattern& Studio::pattern(std::size_t track, std::size_t slot) const
{
    const Pattern* const found = song().tracks[track]->pattern(static_cast<std::int32_t>(slot));
    if (found == nullptr)
        throw std::runtime_error("that slot is empty");
    return *found;
}

ProfilePtr shippedProfile(const std::string& id)
{
    auto profile = loadProfile(CLAVE_SOURCE_DIR "/controllers/devices/" + id + ".toml");
    if (!profile)
        throw std::runtime_error(profile.error().message);
    return std::make_shared<const Profile>(std::move(*profile));
}

MapPtr shippedMap(const std::string& id)
{
    auto map = loadMap(CLAVE_SOURCE_DIR "/controllers/maps/" + id + ".map.toml", lightSourceWords());
    if (!map)
        throw std::runtime_error(map.error().message);
    return *map;
}

Controller::Controller(Studio& on, const std::string& profile, const std::string& map)
    : studio(on)
    , surface(shippedProfile(profile), shippedMap(map))
{
    surface.connect(studio.view(), *this);
    wait(500);
}

void Controller::command(CommandWhat what, std::uint64_t gesture)
{
    studio.apply(std::move(what), gesture, "pads");
}

void Controller::send(std::span<const std::uint8_t> message)
{
    sent.emplace_back(message.begin(), message.end());
}

void Controller::hook(const std::string& name, std::span<const int> values)
{
    std::string text = name;
    for (const int value : values)
        text += " " + std::to_string(value);
    hooks.push_back(text);
}

void Controller::turn(std::size_t knob, double way)
{
    studio.knobs.at(knob) = way;
}

void Controller::fired(std::uint32_t number, std::span<const std::uint16_t> captures, TimePoint)
{
    std::string text = std::to_string(number) + " fired";
    for (const std::uint16_t capture : captures)
        text += " " + std::to_string(capture);
    heard.push_back(text);
}

void Controller::touched(std::uint32_t number, const ControlInput& input)
{
    const Profile& profile = surface.profile();
    const bool isPress = input.what == ControlInput::What::Press;
    heard.push_back(std::to_string(number) + " " + selectorOf(profile, profile.controls[input.control]) + " "
        + std::to_string(isPress ? input.value : 0));
}

std::uint16_t Controller::control(std::string_view group, int index) const
{
    const auto& controls = surface.profile().controls;
    for (std::size_t i = 0; i < controls.size(); ++i) {
        if (controls[i].group == group && controls[i].index == index)
            return static_cast<std::uint16_t>(i);
    }
    throw std::runtime_error("no such control: " + std::string(group));
}

std::uint16_t Controller::pad(int row, int col) const
{
    return control("pad", row * surface.profile().cols + col);
}

void Controller::press(std::uint16_t control, std::uint8_t velocity)
{
    const Address& in = surface.profile().controls[control].in;
    const bool isNote = in.kind == SurfaceEvent::Kind::NoteOn;
    feed({static_cast<std::uint8_t>((isNote ? 0x90 : 0xB0) + in.channel - 1),
        static_cast<std::uint8_t>(in.number), isNote ? velocity : std::uint8_t {127}});
}

void Controller::release(std::uint16_t control)
{
    const Address& in = surface.profile().controls[control].in;
    const bool isNote = in.kind == SurfaceEvent::Kind::NoteOn;
    feed({static_cast<std::uint8_t>((isNote ? 0x80 : 0xB0) + in.channel - 1),
        static_cast<std::uint8_t>(in.number), static_cast<std::uint8_t>(isNote ? 64 : 0)});
}

void Controller::move(std::uint16_t control, std::uint8_t value)
{
    const Address& in = surface.profile().controls[control].in;
    feed({static_cast<std::uint8_t>(0xB0 + in.channel - 1), static_cast<std::uint8_t>(in.number), value});
}

void Controller::feed(std::vector<std::uint8_t> bytes)
{
    surface.feed(bytes, studio.now, studio.view(), *this);
    surface.advance(studio.view(), *this);
}

void Controller::wait(int milliseconds)
{
    for (int passed = 0; passed < milliseconds; passed += 10) {
        studio.now += std::chrono::milliseconds {10};
        surface.advance(studio.view(), *this);
    }
}

void Controller::tap(std::uint16_t control)
{
    press(control);
    wait(60);
    release(control);
    wait(300);
}

std::string Controller::why() const
{
    const auto traces = surface.traceSince(0);
    return traces.empty() ? "" : traces.back().what + ": " + traces.back().why;
}

}  // namespace clave::test
