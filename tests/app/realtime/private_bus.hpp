#pragma once

#include <sys/types.h>

#include <string>

namespace clave::test {

/// A D-Bus daemon of our own, with nobody on it.
class PrivateBus {
public:
    PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    PrivateBus(PrivateBus&&) = delete;
    PrivateBus& operator=(PrivateBus&&) = delete;
    ~PrivateBus();

    /// Empty when no daemon could be started.
    [[nodiscard]] const std::string& address() const noexcept { return address_; }

private:
    std::string folder_;
    std::string address_;
    pid_t daemon_ = -1;
};

/// An environment variable with another value while this lives.
class WithEnvironment {
public:
    WithEnvironment(std::string name, const std::string& value);
    WithEnvironment(const WithEnvironment&) = delete;
    WithEnvironment& operator=(const WithEnvironment&) = delete;
    WithEnvironment(WithEnvironment&&) = delete;
    WithEnvironment& operator=(WithEnvironment&&) = delete;
    ~WithEnvironment();

private:
    std::string name_;
    std::string before_;
    bool was_ = false;
};

}  // namespace clave::test
