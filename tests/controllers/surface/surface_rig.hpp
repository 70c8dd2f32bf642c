#pragma once

#include "controllers/surface/surface.hpp"
#include "core/engine/session.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clave::test {

/// A session, a clock that is set by hand, and the moment: what all controllers of a test share.
class Studio {
public:
    explicit Studio(Song song);

    [[nodiscard]] SurfaceView view();
    /// What was asked by a surface, or by anyone else.
    void apply(CommandWhat what, std::uint64_t gesture = 0, const std::string& source = "test");
    /// The song plays, this step of this slot of a track.
    void playAt(std::size_t track, std::size_t slot, std::size_t step);

    [[nodiscard]] const Song& song() const { return *session.song(); }
    [[nodiscard]] const Pattern& pattern(std::size_t track = 0, std::size_t slot = 0) const;
    [[nodiscard]] const Step& step(std::size_t index) const { return pattern().steps[index]; }
    void undo() { apply(Undo {}); }

    Session session;
    ClockStatus status;
    TimePoint now {std::chrono::hours {1}};
    std::vector<std::string> refusals;
    std::size_t commands = 0;
    std::vector<double> knobs;  ///< of scripts

private:
    Published<Snapshot>::Reader reader_;
};

/// One controller on the studio, by its profile's and its map's files.
class Controller final : public SurfaceOut {
public:
    Controller(Studio& studio, const std::string& profile, const std::string& map);

    void command(CommandWhat what, std::uint64_t gesture) override;
    void key(const KeyPress& key) override { keys.push_back(key); }
    void send(std::span<const std::uint8_t> message) override;
    void hook(const std::string& name, std::span<const int> values) override;
    void turn(std::size_t knob, double way) override;
    void fired(std::uint32_t number, std::span<const std::uint16_t> captures, TimePoint time) override;
    void touched(std::uint32_t number, const ControlInput& input) override;

    /// By group and place, as selectors count.
    [[nodiscard]] std::uint16_t control(std::string_view group, int index = 0) const;
    [[nodiscard]] std::uint16_t pad(int row, int col) const;
    [[nodiscard]] std::uint16_t step(int index) const { return pad(index / 8, index % 8); }

    // By the device's own bytes.
    void press(std::uint16_t control, std::uint8_t velocity = 100);
    void release(std::uint16_t control);
    void move(std::uint16_t control, std::uint8_t value);
    void feed(std::vector<std::uint8_t> bytes);
    /// Time passes, 10 ms by 10 ms.
    void wait(int milliseconds);
    void tap(std::uint16_t control);

    [[nodiscard]] Hue hue(std::uint16_t control) const { return surface.lights()[control].hue; }
    [[nodiscard]] std::string why() const;

    Studio& studio;
    Surface surface;
    std::vector<KeyPress> keys;
    std::vector<std::vector<std::uint8_t>> sent;
    std::vector<std::string> hooks;
    std::vector<std::string> heard;  ///< by guests: "7 fired 64", "3 pad[7][0] 100"
};

[[nodiscard]] ProfilePtr shippedProfile(const std::string& id);
[[nodiscard]] MapPtr shippedMap(const std::string& id);

}  // namespace clave::test
