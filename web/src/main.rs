//! The page (表单页面): a form, what is wrong with it, and how it will read.

mod app;
mod appearance;
mod browser;
mod component;
mod manual;
mod review;
mod state;

fn main() {
    appearance::start();
    yew::Renderer::<app::App>::with_root(browser::root()).render();
}
