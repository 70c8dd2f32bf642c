#pragma once

#include "app/surfaces/device_view.hpp"
#include "app/surfaces/learn_ask.hpp"
#include "controllers/midi/event_stream.hpp"
#include "controllers/surface/learn_session.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace clave {

/// Where a person's own controller files are written: folders.
struct OwnFiles {
    std::string devices;
    std::string maps;
};

/// Teaches one device what its controls mean, while it means nothing else.
///
/// What is saved is a map for this kind of device alone, in a person's own folder, that begins as what the
/// device meant; it stands for itself from then on. Thread-safe: no. Realtime-safe: no.
class DeviceTeacher {
public:
    /// \param map may be null.
    DeviceTeacher(ProfilePtr profile, MapPtr map, OwnFiles files);

    /// Does what was asked. \return the id of the map that was saved; nothing when none was.
    std::optional<std::string> obey(const LearnAsk& ask, TimePoint now);
    /// What the device sent.
    void hear(std::span<const std::uint8_t> bytes, TimePoint time);
    void advance(TimePoint now) { session_.advance(now); }

    [[nodiscard]] LearnView view() const;

    /// "launchpad_x_own".
    [[nodiscard]] static std::string ownMapId(const Profile& profile);

private:
    [[nodiscard]] std::optional<std::string> save();

    OwnFiles files_;
    EventStream stream_;
    LearnSession session_;
    int rows_ = 0;  ///< of the grid that two corners may propose
    int cols_ = 0;
    std::size_t taken_ = 0;
    std::string trouble_;
};

}  // namespace clave
