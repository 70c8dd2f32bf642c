#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

namespace clave::test {

/// Somebody else in a Link session: Link itself and nothing of ours. Joins when made, leaves when destroyed.
/// Beats are quarter notes, the quantum is 4. Thread-safe: no.
class LinkPeer {
public:
    using Host = std::chrono::microseconds;

    explicit LinkPeer(double bpm, bool startStopSync = false);
    LinkPeer(const LinkPeer&) = delete;
    LinkPeer& operator=(const LinkPeer&) = delete;
    LinkPeer(LinkPeer&&) = delete;
    LinkPeer& operator=(LinkPeer&&) = delete;
    ~LinkPeer();

    [[nodiscard]] Host now() const;
    [[nodiscard]] std::size_t peers() const;
    [[nodiscard]] double bpm() const;
    [[nodiscard]] double beatAt(Host time) const;
    /// [0, 4)
    [[nodiscard]] double phaseAt(Host time) const;
    [[nodiscard]] bool playing() const;

    void setTempo(double bpm);
    /// Moves everybody's beats by so many, as a rude peer can.
    void shiftPhase(double beats);
    void setPlaying(bool playing);

private:
    struct Link;
    std::unique_ptr<Link> link_;
};

}  // namespace clave::test
