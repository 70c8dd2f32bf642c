#pragma once

#include "controllers/map/focus.hpp"
#include "controllers/surface/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace clave {

/// Writes steps, and knows what was just written: a command is seen in a snapshot a moment later, and hands
/// are not to wait for it.
///
/// Thread-safe: no. Realtime-safe: no.
class StepWriter {
public:
    /// As it is, or is about to be; nothing when there is no such step. A slot that is empty has the 16 of
    /// the pattern that a first edit makes.
    [[nodiscard]] std::optional<Step> read(
        const PatternPlace& place, std::size_t step, const Moment& moment) const;
    /// Nothing is sent when it is like that already.
    void write(const PatternPlace& place, std::size_t step, const Step& value, const Moment& moment,
        std::uint64_t gesture);
    /// On: with the notes near it if it has none.
    void switchTo(
        const PatternPlace& place, std::size_t step, bool on, const Moment& moment, std::uint64_t gesture);

private:
    struct Draft {
        PatternPlace place;
        std::size_t step = 0;
        Step value;
        TimePoint sent {};
    };
    void keep(const PatternPlace& place, std::size_t step, const Step& value, const Moment& moment);

    std::vector<Draft> drafts_;
};

}  // namespace clave
