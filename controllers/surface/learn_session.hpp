#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/map/map.hpp"
#include "controllers/surface/learn.hpp"
#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What a control that is about to be touched shall do.
struct LearnTarget {
    std::string title;  ///< for people: "Play, stop"
    std::string action;  ///< a name of the action table
    std::vector<Argument> arguments;
};

/// Teaching a controller by touching it: what was learned becomes binds of a map of one's own, and, where the
/// device has no file or does not say so in it, controls of a device of one's own. Both are ordinary TOML.
///
/// Begins with what the device and its map are already, and adds. A device with lights, or one that must be
/// taken, is known by its file: only its map is taught. Thread-safe: no. Realtime-safe: no.
class LearnSession {
public:
    /// \param profile of a device that nothing is known of: one with no controls, and a name.
    /// \param map what it means so far; null: nothing.
    LearnSession(ProfilePtr profile, MapPtr map);

    void arm(LearnTarget target, TimePoint now);
    void cancel() noexcept { isArmed_ = false; }
    void hear(const SurfaceEvent& event);
    void advance(TimePoint now);
    /// Of several that were touched, this one of candidates() is meant.
    void choose(std::size_t candidate);

    [[nodiscard]] bool isArmed() const noexcept { return isArmed_; }
    [[nodiscard]] bool isDone() const noexcept;
    [[nodiscard]] const LearnTarget& target() const noexcept { return target_; }
    /// In words, as they come: "an encoder, cc 21 on channel 1"; what is still to be done; what the control
    /// does already; which were touched.
    [[nodiscard]] std::string heard() const;
    [[nodiscard]] std::string advice() const;
    [[nodiscard]] std::string conflict() const;
    [[nodiscard]] std::vector<std::string> candidates() const;

    /// What to do with what the control did before.
    enum class Keep : std::uint8_t { Replace, Both };
    /// Takes what was learned into the map. \return false when nothing was learned.
    bool accept(Keep keep = Keep::Replace);
    /// The last accept() is taken back.
    bool undo();

    /// The pads between two corners that were learned for steps: the first and the last of `rows` by `cols`.
    /// "8 rows of 8 pads, note 81 at the upper left, -10 from row to row"; empty when they make no grid.
    [[nodiscard]] std::string gridProposal(int rows, int cols) const;
    /// All of them become steps.
    bool acceptGrid(int rows, int cols);

    [[nodiscard]] const Profile& profile() const noexcept { return *steps_.back().profile; }
    [[nodiscard]] const Map& map() const noexcept { return *steps_.back().map; }
    /// The device's file; empty when nothing about it was learned: its own goes on to do.
    [[nodiscard]] std::string profileText() const;
    [[nodiscard]] std::string mapText() const;

private:
    struct Lesson {
        ProfilePtr profile;
        MapPtr map;
        std::optional<Address> address;  ///< of what was learned last
        bool isStep = false;  ///< it was learned for a step
    };
    [[nodiscard]] std::optional<std::uint16_t> controlAt(const Address& address) const;
    [[nodiscard]] std::vector<std::size_t> bindsOf(std::uint16_t control) const;
    [[nodiscard]] std::optional<LearnedGrid> grid(int rows, int cols) const;
    [[nodiscard]] Control makeControl(const LearnedControl& learned) const;

    ControlLearner learner_;
    LearnTarget target_;
    bool isArmed_ = false;
    bool canGrow_ = false;  ///< new controls may be added to the device
    std::vector<Lesson> steps_;  ///< the first is what it began with
};

/// What the light of a control that was taught shows: the state of what it changes, else that it does
/// something. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] LightBind lightFor(const LearnTarget& target);

/// A device's controls as a file that reads back the same; for devices that were learned, which have no
/// lights and are not taken.
[[nodiscard]] std::string learnedProfileText(const Profile& profile);

}  // namespace clave
