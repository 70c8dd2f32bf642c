#pragma once

namespace clave::test {

/// A network for a test of Link, so that it plays with nobody but itself, least of all with the people next
/// door.
///
/// As root: a network of its own, for this thread and those it starts. Otherwise the machine's, one test at a
/// time. Thread-safe: no; destroyed by the thread that made it, after all peers.
class LinkNetwork {
public:
    LinkNetwork();
    LinkNetwork(const LinkNetwork&) = delete;
    LinkNetwork& operator=(const LinkNetwork&) = delete;
    LinkNetwork(LinkNetwork&&) = delete;
    LinkNetwork& operator=(LinkNetwork&&) = delete;
    ~LinkNetwork();

    /// Why no test can be made here, or null.
    [[nodiscard]] const char* trouble() const noexcept { return trouble_; }

private:
    [[nodiscard]] bool makeOwn();
    [[nodiscard]] const char* tryOut() const;

    int before_ = -1;  ///< the network that this thread was in, or -1
    int lock_ = -1;
    const char* trouble_ = nullptr;
};

}  // namespace clave::test
